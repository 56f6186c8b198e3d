package analyzer;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import analyzer.io.JsonFile;
import analyzer.io.Seal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** Files among the test resources. */
public final class TestFiles {

    private TestFiles() {}

    /** Changes the text of a sealed JSON file and corrects its checksum, so that the content is tested and not the checksum. */
    public static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String whole = Files.readString(file);
        String changed = change.apply(whole);
        assertNotEquals(whole, changed);
        Files.writeString(file, changed);
        seal(file);
    }

    /** Corrects the checksum of a JSON file, or adds one. */
    public static void seal(Path file) {
        JsonFile.write(file, Seal.close(JsonFile.readObject(file)));
    }

    /** The checksum of a file, as a journal contains it. */
    public static String sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return Long.toHexString(sum.getValue());
    }

    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestFiles.class.getResource("/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
