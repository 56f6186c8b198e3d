package analyzer.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

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

    @Test
    void whatWasKilledWhileItReplacedFilesIsFinished() throws Exception {
        Path journal = folder.resolve(".saving");
        Files.writeString(folder.resolve("a.json"), "new");
        Files.writeString(folder.resolve("b.json"), "old");
        Files.writeString(folder.resolve(".b.json.12345.perf-analyzer.tmp"), "new");
        ObjectNode json = Seal.putSchema(JsonFile.object());
        json.putObject("moves")
                .put(".a.json.12345.perf-analyzer.tmp", "a.json")
                .put(".b.json.12345.perf-analyzer.tmp", "b.json");
        String sum = TestFiles.sum(folder.resolve("a.json"));
        json.putObject("sums").put(".a.json.12345.perf-analyzer.tmp", sum).put(".b.json.12345.perf-analyzer.tmp", sum);
        JsonFile.write(journal, Seal.close(json));

        AtomicFile.finish(journal);

        assertEquals("new", Files.readString(folder.resolve("a.json")));
        assertEquals("new", Files.readString(folder.resolve("b.json")));
        assertEquals(Set.of("a.json", "b.json"), names());
        AtomicFile.finish(journal);
    }

    /** An intact baseline must not be replaced by a file that was damaged before it was moved. */
    @Test
    void aFileThatWasDamagedBeforeItWasMovedReplacesNothing() throws Exception {
        Path journal = folder.resolve(".saving");
        Files.writeString(folder.resolve("a.json"), "old");
        Path temporary = Files.writeString(folder.resolve(".a.json.12345.perf-analyzer.tmp"), "nev");
        ObjectNode json = Seal.putSchema(JsonFile.object());
        json.putObject("moves").put(temporary.getFileName().toString(), "a.json");
        CRC32 sum = new CRC32();
        sum.update("new".getBytes());
        json.putObject("sums").put(temporary.getFileName().toString(), Long.toHexString(sum.getValue()));
        JsonFile.write(journal, Seal.close(json));

        assertTrue(assertThrows(BadInputException.class, () -> AtomicFile.finish(journal))
                .getMessage()
                .contains(temporary.getFileName() + " was changed after it was written"));
        assertEquals("old", Files.readString(folder.resolve("a.json")));
        Files.writeString(temporary, "new");
        AtomicFile.finish(journal);
        assertEquals("new", Files.readString(folder.resolve("a.json")));
    }

    /** Otherwise some files would be new and others old, and this would remain unnoticed. */
    @Test
    void aFileThatIsLostBeforeItWasMovedIsReported() throws Exception {
        Path journal = folder.resolve(".saving");
        Path file = Files.writeString(folder.resolve("a.json"), "old");
        String temporary = ".a.json.12345.perf-analyzer.tmp";
        ObjectNode json = Seal.putSchema(JsonFile.object());
        json.putObject("moves").put(temporary, "a.json");
        CRC32 sum = new CRC32();
        sum.update("new".getBytes());
        json.putObject("sums").put(temporary, Long.toHexString(sum.getValue()));
        JsonFile.write(journal, Seal.close(json));

        for (boolean isThere : List.of(true, false)) {
            String message = assertThrows(BadInputException.class, () -> AtomicFile.finish(journal))
                    .getMessage();
            assertTrue(
                    message.contains(
                            "a.json differs from what was saved, and its new version " + temporary + " is missing"),
                    message);
            assertTrue(Files.exists(journal));
            if (isThere) {
                Files.delete(file);
            }
        }
        Files.writeString(file, "new");
        AtomicFile.finish(journal);
        assertFalse(Files.exists(journal));
    }

    /** A file that cannot be accessed does not count as missing. */
    @Test
    void whatCannotBeLookedAtMayExist() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertTrue(InputFile.isThere(file));
        assertFalse(InputFile.isThere(folder.resolve("none")));
        assertFalse(InputFile.isThere(file.resolve("below")));
        assertFalse(InputFile.isThere(file.resolve("far/below")));
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertTrue(InputFile.isThere(loop));
        assertTrue(InputFile.isThere(loop.resolve("below")));
    }

    @Test
    void aJournalThatMovesNothingIsDamaged() throws Exception {
        Path journal = folder.resolve(".saving");
        for (String content : List.of("{\"schema\": 4}", "{\"schema\": 4, \"moves\": {}}")) {
            Files.writeString(journal, content);
            TestFiles.seal(journal);
            assertTrue(assertThrows(BadInputException.class, () -> AtomicFile.finish(journal))
                    .getMessage()
                    .contains("it moves nothing"));
        }
        Files.delete(journal);
        Files.createSymbolicLink(journal, Path.of("nowhere"));
        assertThrows(BadInputException.class, () -> AtomicFile.finish(journal));
    }

    @Test
    void whatAJournalNamesIsNoLeftOverHoweverOldItIs() throws Exception {
        Path waiting = left(".a.json.12345.perf-analyzer.tmp", Duration.ofHours(1));
        Files.writeString(folder.resolve(".saving"), "{}");
        AtomicFile.write(folder.resolve("report.html"), "page");
        assertTrue(Files.exists(waiting));
    }

    @Test
    void aJournalThatIsDamagedMovesNothing() throws Exception {
        Path journal = folder.resolve(".saving");
        ObjectNode json = Seal.putSchema(JsonFile.object());
        json.putObject("moves").put("a", "b");
        Files.writeString(journal, JsonFile.text(Seal.close(json)).replace("\"b\"", "\"c\""));
        Files.writeString(folder.resolve("a"), "new");

        assertTrue(assertThrows(BadInputException.class, () -> AtomicFile.finish(journal))
                .getMessage()
                .startsWith(journal + ": is not a journal of files that were being saved (it was changed"));
        assertEquals(Set.of(".saving", "a"), names());
    }

    /** Otherwise anyone who can write a journal could replace any file of the user. */
    @ParameterizedTest
    @CsvSource({
        ".a.json.12345.perf-analyzer.tmp, ../a.json",
        "../.a.json.12345.perf-analyzer.tmp, a.json",
        ".../a.json.12345.perf-analyzer.tmp, ../a.json",
        "..\\a.json.12345.perf-analyzer.tmp, .\\a.json",
        "....12345.perf-analyzer.tmp, ..",
        ".a.json.12345.perf-analyzer.tmp, b.json",
        ".a.json.perf-analyzer.tmp, a.json",
        ".a.json.12345.tmp, a.json",
        "a.json, b.json",
    })
    void aJournalMovesNothingIntoAnotherFolderNorUnderAnotherName(String from, String to) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("baselines"));
        Path journal = inner.resolve(".saving");
        Files.createDirectory(inner.resolve("..."));
        ObjectNode json = Seal.putSchema(JsonFile.object());
        json.putObject("moves").put(from, to);
        JsonFile.write(journal, Seal.close(json));
        Path temporary = Files.writeString(inner.resolve(from), "new");

        assertEquals(
                journal + ": is not a journal of files that were being saved (it moves " + from + " to " + to
                        + "); restore the files next to it, or check them, and delete it",
                assertThrows(BadInputException.class, () -> AtomicFile.finish(journal))
                        .getMessage());
        assertTrue(Files.exists(temporary) && Files.exists(journal));
    }

    @Test
    void filesThatAreReplacedTogetherLeaveNoJournal() throws Exception {
        AtomicFile.writeAll(
                folder.resolve(".saving"), Map.of(folder.resolve("a.json"), "1", folder.resolve("b.json"), "2"));

        assertEquals(Set.of("a.json", "b.json"), names());
        assertEquals("2", Files.readString(folder.resolve("b.json")));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
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
                pipe + ": is not a regular file; move it",
                assertThrows(BadInputException.class, () -> JsonFile.readObject(pipe))
                        .getMessage());
    }

    /** Opening a pipe for writing would wait for a reader. */
    @Test
    void aPipeInPlaceOfALockIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve(".lock");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertEquals(
                pipe + ": is not a regular file; move it",
                assertThrows(BadInputException.class, () -> FolderLock.of(folder))
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
