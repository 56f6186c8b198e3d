package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.io.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What damage a file takes before it reads as something else. */
public final class Damage {

    private Damage() {}

    /**
     * Flips a bit of each byte in turn, and leaves the file as it was. Each time it is refused in one line that names it, or
     * {@code read} finds that it says what it said before, as where white space changed.
     */
    public static void ofEveryByte(Path file, Runnable read) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            Files.write(file, damaged);
            try {
                read.run();
            } catch (BadInputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertEquals(0, e.getMessage().indexOf(file.toString()), e.getMessage());
            }
        }
        Files.write(file, whole);
        read.run();
    }
}
