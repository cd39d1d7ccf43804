"""The web server of the jobs: tells its port on standard output."""
import http.server
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, body, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Method", self.command)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/text":
            self.answer(200, b"a text from the server\n")
        elif self.path == "/big":
            self.answer(200, b"0123456789" * 30000)
        elif self.path == "/redirect":
            self.answer(302, b"", Location="/text")
        elif self.path == "/quit":
            self.answer(200, b"")
            threading.Thread(target=self.server.shutdown).start()
        else:
            self.answer(404, b"not here")

    def do_POST(self):
        self.answer(200, b"got " + self.rfile.read(int(self.headers["Content-Length"])))

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1])
sys.stdout.flush()
threading.Timer(60, server.shutdown).start()
server.serve_forever()
sys.stdout.close()
import os
os._exit(0)
