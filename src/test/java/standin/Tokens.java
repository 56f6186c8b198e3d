package standin;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable tokens: 256 random bits each, in characters that need no quoting in cookies and headers. */
final class Tokens {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    static String next() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return ENCODER.encodeToString(bits);
    }
}
