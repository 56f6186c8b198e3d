package simulations.api;

import java.util.LinkedHashMap;
import java.util.Map;
import simulations.config.Credentials;
import simulations.config.MusicCommand;
import tools.jackson.databind.json.JsonMapper;

/** The JSON bodies that the API takes. */
public final class Payload {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Payload() {}

    /** The body that logs a user in. */
    public static byte[] login(Credentials credentials) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("username", credentials.username());
        body.put("password", credentials.password());
        return MAPPER.writeValueAsBytes(body);
    }

    /** The body that tells the player what to do. */
    public static byte[] music(MusicCommand command) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("command", command.command());
        command.volume().ifPresent(volume -> body.put("volume", volume));
        return MAPPER.writeValueAsBytes(body);
    }
}
