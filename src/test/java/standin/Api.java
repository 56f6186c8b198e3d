package standin;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The responses of the documented endpoints. */
final class Api {

    /** The scope that a token needs to control music. Every login grants it. */
    static final String MUSIC_SCOPE = "music:control";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Answer DONE = Answer.ok(Answer.object().put("status", "ok"));
    private static final Answer ALIVE = DONE.with("Cache-Control", "no-store");

    private static final Answer INVALID_JSON =
            Answer.error(400, "invalid_json", "The body is not a JSON object", "Send one JSON object");

    private final Sessions sessions;
    private final Csrf csrf;

    private record Authentication(Sessions.Session session, String source) {}

    Api(Sessions sessions, Csrf csrf) {
        this.sessions = sessions;
        this.csrf = csrf;
    }

    Answer answer(Endpoint endpoint, Call call) {
        return switch (endpoint) {
            case LIVE -> ALIVE;
            case WHOAMI -> whoami(call);
            case LOGIN -> parse(call).map(this::login).orElse(INVALID_JSON);
            case MUSIC_COMMAND -> musicCommand(call);
        };
    }

    private Answer whoami(Call call) {
        Optional<Authentication> who = authenticate(call);
        ObjectNode body =
                Answer.object().put("is_authenticated", who.isPresent()).put("session_ready", who.isPresent());
        body.putObject("user")
                .put("id", who.map(known -> known.session().userId()).orElse(null))
                .putNull("email");
        body.put("source", who.map(Authentication::source).orElse("missing")).put("version", 1);
        return Answer.ok(body);
    }

    /** Accepts any user with a name. The real API does not check the password either. */
    private Answer login(JsonNode request) {
        String username = request.path("username").asString("").strip();
        if (username.isEmpty()) {
            return Answer.error(400, "missing_username", "No username given", "Send a non-empty \"username\"");
        }
        String access = sessions.open(new Sessions.Session(username, Set.of(MUSIC_SCOPE)));
        String refresh = Tokens.next();
        String session = Tokens.next();
        return Answer.ok(Answer.object()
                        .put("status", "ok")
                        .put("user_id", username)
                        .put("access_token", access)
                        .put("refresh_token", refresh)
                        .put("session_id", session)
                        .put("csrf_token", csrf.token()))
                .with("Set-Cookie", cookie(Call.ACCESS_COOKIE, access))
                .with("Set-Cookie", cookie("GSNH_RT", refresh))
                .with("Set-Cookie", cookie("GSNH_SESS", session));
    }

    private Answer musicCommand(Call call) {
        boolean allowed = authenticate(call)
                .filter(who -> who.session().scopes().contains(MUSIC_SCOPE))
                .isPresent();
        if (!allowed) {
            return Answer.error(
                    401,
                    "unauthorized",
                    "No valid token with scope " + MUSIC_SCOPE,
                    "Log in and send the access token");
        }
        return parse(call).map(Api::play).orElse(INVALID_JSON);
    }

    private static Answer play(JsonNode request) {
        return switch (request.path("command").asString("")) {
            case "play", "pause", "next", "previous" -> DONE;
            case "volume" ->
                request.path("volume").isNumber()
                        ? DONE
                        : Answer.error(400, "missing_volume", "No volume given", "Send a number as \"volume\"");
            default ->
                Answer.error(400, "unknown_command", "No such command", "Send play, pause, next, previous or volume");
        };
    }

    private Optional<Authentication> authenticate(Call call) {
        return authenticate(call.cookieToken(), "cookie").or(() -> authenticate(call.headerToken(), "header"));
    }

    private Optional<Authentication> authenticate(Optional<String> token, String source) {
        return token.flatMap(sessions::find).map(session -> new Authentication(session, source));
    }

    private static Optional<JsonNode> parse(Call call) {
        try {
            return Optional.of(MAPPER.readTree(call.body())).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String cookie(String name, String value) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
    }
}
