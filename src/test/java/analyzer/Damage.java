package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.io.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Damages files, to check that no damage changes their content unnoticed. */
public final class Damage {

    private Damage() {}

    /**
     * Flips a bit of each byte in turn, and restores the file. Each time, either the file is refused in one line that names it, or
     * {@code read} finds the same content as before, for example if white space changed.
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
