package simulations.api;

/** Names of the protection against forged requests: the token goes into the header and, for a backend that compares the two, the cookie. */
public final class Csrf {

    /** Header that carries the token, in answers to GET and in every POST. */
    public static final String HEADER = "X-CSRF-Token";

    /** Cookie that must hold the same token. */
    public static final String COOKIE = "csrf_token";

    private Csrf() {}
}
