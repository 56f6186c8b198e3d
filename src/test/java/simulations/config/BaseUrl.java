package simulations.config;

/**
 * URL of the target.
 *
 * @param url http or https, without a trailing slash, without credentials
 * @param chosen whether it was set; the default is a guess, and the stand-in can take its place
 */
public record BaseUrl(String url, boolean chosen) {

    /** URL of a backend that was started as its documentation describes. */
    public static final String DEFAULT = "http://127.0.0.1:8000";

    static BaseUrl of(Value value) {
        String url = value.baseUrl();
        return new BaseUrl(url, !value.source().equals(Settings.FILE_NAME) || !url.equals(DEFAULT));
    }
}
