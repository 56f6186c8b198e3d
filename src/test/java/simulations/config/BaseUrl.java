package simulations.config;

/**
 * Where the API is.
 *
 * @param url http or https, no slash at the end, no credentials
 * @param chosen whether somebody chose it; the default is a guess that the stand-in may replace
 */
public record BaseUrl(String url, boolean chosen) {

    /** Where a backend listens that was started as its documentation says. */
    public static final String DEFAULT = "http://127.0.0.1:8000";

    static BaseUrl of(Value value) {
        String url = value.baseUrl();
        return new BaseUrl(url, !value.source().equals(Settings.FILE_NAME) || !url.equals(DEFAULT));
    }
}
