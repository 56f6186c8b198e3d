package analyzer.metrics;

/** An endpoint as part of a file name: {@code /v1/auth/login} becomes {@code v1_auth_login}. */
public final class Slug {

    private Slug() {}

    /**
     * The endpoint with every run of characters other than letters, digits, dots and dashes replaced by one
     * underscore, none at the ends. Different endpoints can share a slug, so it never leads back to the endpoint.
     */
    public static String of(String endpoint) {
        String slug = endpoint.replaceAll("[^A-Za-z0-9.-]+", "_").replaceAll("^_+|_+$", "");
        return slug.isEmpty() ? "root" : slug;
    }

    /** The slug with a hash of the endpoint, for an endpoint whose slug another one has taken. */
    public static String distinct(String endpoint) {
        return of(endpoint) + "-" + Integer.toHexString(endpoint.hashCode());
    }
}
