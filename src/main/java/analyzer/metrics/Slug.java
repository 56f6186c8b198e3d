package analyzer.metrics;

/** An endpoint as part of a file name: {@code /v1/auth/login} becomes {@code v1_auth_login}. */
public final class Slug {

    /** A file system takes names of 255 bytes, of which a time, an ending and a hash need some. */
    private static final int MAX_LENGTH = 150;

    private Slug() {}

    /**
     * The endpoint with every run of characters other than letters, digits, dots and dashes replaced by one
     * underscore, none at the ends, and no dot at the beginning, which would hide the file; of one that is too long for a file name its beginning and its hash. Different endpoints
     * can share a slug, so it never leads back to the endpoint.
     */
    public static String of(String endpoint) {
        String slug = endpoint.replaceAll("[^A-Za-z0-9.-]+", "_").replaceAll("^[_.]+|_+$", "");
        if (slug.length() > MAX_LENGTH) {
            return slug.substring(0, MAX_LENGTH) + hash(endpoint);
        }
        return slug.isEmpty() ? "root" : slug;
    }

    /** The slug with a hash of the endpoint, for an endpoint whose slug another one has taken. */
    public static String distinct(String endpoint) {
        return of(endpoint) + hash(endpoint);
    }

    private static String hash(String endpoint) {
        return "-" + Integer.toHexString(endpoint.hashCode());
    }
}
