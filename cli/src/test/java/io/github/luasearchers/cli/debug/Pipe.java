package io.github.luasearchers.cli.debug;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/** A stream from one thread to another, whichever threads use its ends. */
final class Pipe {

  private static final int END = -1;

  private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

  final OutputStream out =
      new OutputStream() {
        @Override
        public void write(int b) {
          bytes.add(b & 0xff);
        }

        @Override
        public void close() {
          bytes.add(END);
        }
      };

  final InputStream in =
      new InputStream() {
        @Override
        public int read() throws InterruptedIOException {
          try {
            int next = bytes.take();
            if (next == END) {
              bytes.add(END);
            }
            return next;
          } catch (InterruptedException e) {
            throw new InterruptedIOException();
          }
        }

        @Override
        public int read(byte[] to, int from, int length) throws InterruptedIOException {
          int first = read();
          if (first == END) {
            return END;
          }
          to[from] = (byte) first;
          int count = 1;
          while (count < length && !bytes.isEmpty() && bytes.peek() != END) {
            to[from + count++] = (byte) read();
          }
          return count;
        }
      };
}
