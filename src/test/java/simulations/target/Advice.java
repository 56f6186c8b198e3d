package simulations.target;

import java.util.Map;
import java.util.Optional;
import simulations.config.Setting;
import simulations.target.Trial.Exchange;

/** Suggests a fix for a response that makes a scenario fail. */
final class Advice {

    static final String LIMITED =
            "switch its rate limiter off (RATE_LIMIT_MODE=off on the backend, no standin.rateLimit on the"
                    + " stand-in), or set RATE_LIMIT_SEARCH=false to load it as it is";

    private Advice() {}

    /**
     * Returns one line with the request, its response and the fix.
     *
     * @param answered a request with a response
     * @param check the failed check, in Gatling's words
     * @param pathSettings the setting that changes the path of a request, by the name of the request
     * @param csrfIsOn whether CSRF tokens are sent
     */
    static String on(
            Exchange answered, String check, Map<String, String> pathSettings, boolean csrfIsOn, Target target) {
        int status = answered.status().orElseThrow();
        String code = answered.code().map(text -> " (" + text + ")").orElse("");
        Optional<String> path = Optional.ofNullable(pathSettings.get(answered.name()));
        return answered + " returned " + status + code + "; " + advice(answered, status, check, path, csrfIsOn, target);
    }

    private static String advice(
            Exchange answered,
            int status,
            String check,
            Optional<String> pathSetting,
            boolean csrfIsOn,
            Target target) {
        String path = pathSetting.orElse("the path in the scenario's file");
        boolean logIn = path.equals(Setting.LOGIN_PATH.name());
        if (answered.code().filter(code -> code.startsWith("csrf")).isPresent()) {
            return csrfIsOn ? "the target rejects the token that it issued; check CSRF_PATH" : "set CSRF=true";
        }
        if (status >= 300 && status < 400) {
            String to = answered.location().map(location -> " to " + location).orElse("");
            return "a redirect" + to + ", which is not followed; set " + path + " to the path that it leads to, or "
                    + target.setting() + " if it leads to another host";
        }
        return switch (status) {
            case 400, 422 ->
                "the request was rejected; check "
                        + (logIn ? "LOGIN_PATH, LOGIN_USERNAME and LOGIN_PASSWORD" : path + " and the request's body");
            case 401, 403 ->
                logIn
                        ? "check LOGIN_USERNAME and LOGIN_PASSWORD"
                        : "check that " + path + " belongs to the same API as LOGIN_PATH and that the user may use it";
            case 404, 405 ->
                target.isEmbedded()
                        ? "the stand-in has no such endpoint; set BASE_URL to a backend that has it"
                        : "set " + path + " to the path that this backend has";
            case 429 -> LIMITED;
            default ->
                status >= 500
                        ? "the backend failed; its log says why"
                        : "a check failed (" + check + "); check " + target.setting() + ", " + path + " and the check";
        };
    }
}
