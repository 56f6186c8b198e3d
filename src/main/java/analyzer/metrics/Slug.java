package analyzer.metrics;

/** Converts an endpoint to a part of a file name: {@code /v1/auth/login} becomes {@code v1_auth_login}. */
public final class Slug {

    /** File names can have 255 bytes, including a time, an ending and a hash. */
    private static final int MAX_LENGTH = 150;

    private Slug() {}

    /**
     * Replaces every run of characters other than letters, digits, dots and dashes by one underscore. Removes underscores at the ends,
     * and dots at the beginning, which would hide the file. A result that is too long for a file name is cut and gets a hash. Different
     * endpoints can share a slug, so a slug does not identify its endpoint.
     */
    public static String of(String endpoint) {
        String slug = endpoint.replaceAll("[^A-Za-z0-9.-]+", "_").replaceAll("^[_.]+|_+$", "");
        if (slug.length() > MAX_LENGTH) {
            return slug.substring(0, MAX_LENGTH) + hash(endpoint);
        }
        return slug.isEmpty() ? "root" : slug;
    }

    /** The slug with a hash of the endpoint, for an endpoint whose slug is taken. */
    public static String distinct(String endpoint) {
        return of(endpoint) + hash(endpoint);
    }

    private static String hash(String endpoint) {
        return "-" + Integer.toHexString(endpoint.hashCode());
    }
}
