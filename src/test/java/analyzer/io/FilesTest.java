package analyzer.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeftIsRemovedAndWhatAnotherIsWritingIsNot() throws Exception {
        Path killed = left(".a.json.12345.perf-analyzer.tmp", Duration.ofMinutes(11));
        Path writing = left(".b.json.12345.perf-analyzer.tmp", Duration.ofMinutes(9));
        Path strange = left(".c.json.12345.tmp", Duration.ofDays(9));

        AtomicFile.write(folder.resolve("d.json"), "new");

        assertFalse(Files.exists(killed));
        assertTrue(Files.exists(writing));
        assertTrue(Files.exists(strange));
        assertEquals("new", Files.readString(folder.resolve("d.json")));
    }

    private Path left(String name, Duration ago) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe.json");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertEquals(
                pipe + ": is no regular file; move it",
                assertThrows(BadInputException.class, () -> JsonFile.readObject(pipe))
                        .getMessage());
    }

    @Test
    void aFileIsReadUpToItsLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("x"), "12345");

        assertEquals(5, InputFile.read(file, 5).length);
        assertTrue(assertThrows(BadInputException.class, () -> InputFile.read(file, 4))
                .getMessage()
                .startsWith(file + ": is longer than 4 bytes"));
    }
}
