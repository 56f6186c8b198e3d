package simulations.api;

import simulations.config.Setting;

/** What to do about an answer that a scenario cannot work with. */
final class Advice {

    private Advice() {}

    /** A line that names the request, its status and what to do. */
    static String on(Call call, Reply reply, boolean csrfIsOn, Setting urlSetting) {
        String code = reply.errorCode().map(text -> " (" + text + ")").orElse("");
        return call + " answered " + reply.status() + code + "; " + advice(call, reply, csrfIsOn, urlSetting);
    }

    private static String advice(Call call, Reply reply, boolean csrfIsOn, Setting urlSetting) {
        Setting path = call.pathSetting();
        if (reply.errorCode().filter(code -> code.startsWith("csrf")).isPresent()) {
            return csrfIsOn ? "the token it gives is not taken; check CSRF_PATH" : "set CSRF=true";
        }
        int status = reply.status();
        if (status >= 300 && status < 400) {
            String to = reply.location().map(location -> " to " + location).orElse("");
            return "a redirect" + to + ", and none is followed; set " + path + " to the path that answers itself, or "
                    + urlSetting + " if it leads to another host";
        }
        return switch (status) {
            case 400, 422 -> "the request was refused; check " + inputOf(path);
            case 401, 403 ->
                path == Setting.LOGIN_PATH
                        ? "check LOGIN_USERNAME and LOGIN_PASSWORD"
                        : "check that " + path
                                + " belongs to the same API as LOGIN_PATH and that LOGIN_USERNAME may use it";
            case 404, 405 -> "set " + path + " to the path that this backend has";
            case 429 ->
                "switch its rate limiter off: RATE_LIMIT_MODE=off on the backend, no standin.rateLimit on the"
                        + " stand-in";
            default -> status >= 500 ? "the backend failed; its log says why" : "check " + urlSetting + " and " + path;
        };
    }

    private static String inputOf(Setting path) {
        return switch (path) {
            case LOGIN_PATH -> "LOGIN_PATH, LOGIN_USERNAME and LOGIN_PASSWORD";
            case MUSIC_PATH -> "MUSIC_PATH and MUSIC_COMMAND";
            default -> path.name();
        };
    }
}
