package simulations.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the music scenario tells the player.
 *
 * @param command play, pause, next, previous or volume
 * @param volume loudness from 0 to 100, present exactly for the command volume
 */
public record MusicCommand(String command, OptionalInt volume) {

    private static final Set<String> PLAIN = Set.of("play", "pause", "next", "previous");
    private static final Pattern VOLUME = Pattern.compile("volume:(\\d{1,3})");

    /** Reads {@code play}, {@code volume:40} and the like; empty if the API has no such command. */
    static Optional<MusicCommand> parse(String text) {
        if (PLAIN.contains(text)) {
            return Optional.of(new MusicCommand(text, OptionalInt.empty()));
        }
        Matcher matcher = VOLUME.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 100) {
            return Optional.empty();
        }
        return Optional.of(new MusicCommand("volume", OptionalInt.of(Integer.parseInt(matcher.group(1)))));
    }

    @Override
    public String toString() {
        return command + (volume.isPresent() ? ":" + volume.getAsInt() : "");
    }
}
