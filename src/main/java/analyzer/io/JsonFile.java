package analyzer.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON files: reading with errors that name the file and the place, writing indented and atomically. */
public final class JsonFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            // Other tools write NaN where JSON knows none; a judge can say what is wrong with it, a syntax error
            // cannot.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectWriter WRITER =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private JsonFile() {}

    /** A mapper for building trees to write. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws BadInputException if the file cannot be read, is not JSON, or holds something other than an object
     */
    public static JsonNode readObject(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": is a directory where a JSON file should be; move it");
        }
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new BadInputException(file + ": holds no JSON object; restore the file or delete it");
            }
            return root;
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + Reason.of(e) + "); check the path and its permissions", e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ": is not valid JSON (" + place(e) + "); restore the file or delete it", e);
        }
    }

    /**
     * Writes a value as indented JSON.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static void write(Path file, Object value) {
        AtomicFile.write(file, WRITER.writeValueAsString(value) + "\n");
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String where =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return where + e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("\\s*\\(.*", "");
    }
}
