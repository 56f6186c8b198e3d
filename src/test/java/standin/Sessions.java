package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is logged in: access tokens and what they stand for. Only so many are kept, those used last; the others are
 * forgotten, so that a long load on the login endpoint does not fill the memory. Thread-safe.
 */
final class Sessions {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Session> byToken;

    /** A logged-in user and what they may do. */
    record Session(String userId, Set<String> scopes) {}

    Sessions(int capacity) {
        byToken = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Opens a session and gives its access token. */
    String open(Session session) {
        String token = Tokens.next();
        synchronized (byToken) {
            byToken.put(token, session);
        }
        return token;
    }

    /** The session of an access token, empty for a token that was never given or is forgotten. */
    Optional<Session> find(String token) {
        synchronized (byToken) {
            return Optional.ofNullable(byToken.get(token));
        }
    }
}
