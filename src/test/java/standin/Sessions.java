package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Logged-in users by access token. Only a limited number of the most recently used sessions is kept, so that a long load on the
 * login endpoint does not fill the memory. Thread-safe.
 */
final class Sessions {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Session> byToken;

    /** A logged-in user with their scopes. */
    record Session(String userId, Set<String> scopes) {}

    Sessions(int capacity) {
        byToken = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Opens a session and returns its access token. */
    String open(Session session) {
        String token = Tokens.next();
        synchronized (byToken) {
            byToken.put(token, session);
        }
        return token;
    }

    /** Returns the session of an access token; empty if the token was never issued or its session was discarded. */
    Optional<Session> find(String token) {
        synchronized (byToken) {
            return Optional.ofNullable(byToken.get(token));
        }
    }
}
