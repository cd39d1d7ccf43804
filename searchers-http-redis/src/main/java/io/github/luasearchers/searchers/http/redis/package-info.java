/**
 * The HTTP searcher's cache on a Redis server, which several machines share.
 *
 * <pre>
 *   RedisCacheProvider   opens the cache for addresses with redis: and rediss:
 *     RedisBlobs         luasearchers:v1:blob:SHA-256       the bytes; the recent ones in memory too
 *     RedisResponses     luasearchers:v1:answer:SHA-256     a StoredResponse
 *                        luasearchers:v1:secret             the key of the CredentialKeys
 *       Redis            the connections; a server that fails is not asked for a while
 * </pre>
 *
 * <p>A server is an optimization and not trusted: bytes are verified by their digest, and if it
 * can't be reached, modules come from their repositories. This jar exists for its dependency,
 * Jedis.
 */
@NullMarked
package io.github.luasearchers.searchers.http.redis;

import org.jspecify.annotations.NullMarked;
