package analyzer.csv;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.Reason;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Slug;
import analyzer.metrics.Source;
import analyzer.metrics.Timestamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CSV files of a results folder, for when nothing better is there: the newest of each endpoint. */
public final class CsvResults {

    private static final String SUFFIX = ".csv";
    private static final String BASE_SUFFIX = ".base.csv";
    private static final Pattern NAME = Pattern.compile("(.+)_(\\d{8}_\\d{6})\\.csv");

    private CsvResults() {}

    private record File(Path path, String slug, Instant time) {}

    /**
     * Writes a result into its file, named after the endpoint and the start of its run.
     *
     * @param taken slugs of other endpoints, which the file must not take for its own; the file's slug is added
     * @return the file
     * @throws BadInputException if it cannot be written
     */
    public static Path write(Path resultsDir, EndpointResult result, Set<String> taken) {
        String slug = Slug.of(result.endpoint());
        if (!taken.add(slug)) {
            slug = Slug.distinct(result.endpoint());
        }
        Path file = resultsDir.resolve(slug + "_" + Timestamp.format(result.started()) + SUFFIX);
        CsvFile.write(file, result.metrics());
        return file;
    }

    /**
     * Writes the base's figures beside the file of its candidate. The name is none that {@link #readNewest} takes for a
     * result.
     *
     * @param candidate the candidate's file
     * @return the file
     * @throws BadInputException if it cannot be written
     */
    public static Path writeBase(Path candidate, EndpointResult base) {
        Path file = besideBase(candidate);
        CsvFile.write(file, base.metrics());
        return file;
    }

    private static Path besideBase(Path candidate) {
        String name = candidate.getFileName().toString();
        return candidate.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + BASE_SUFFIX);
    }

    /** A candidate's figures are of half the load of a run alone, and those of its base are no samples to judge by. */
    private static List<String> flaws(File file) {
        return InputFile.isThere(besideBase(file.path))
                ? List.of(file.path
                        + " is of a paired run, which only Gatling's own results of it can judge; run it again")
                : List.of();
    }

    /**
     * Reads the newest file of each slug, by the time in its name.
     *
     * @param knownEndpoints endpoints whose slugs give a file's endpoint back; a file of another slug goes by its slug
     * @throws BadInputException if the folder cannot be listed or a newest file cannot be used
     */
    public static List<EndpointResult> readNewest(Path resultsDir, Collection<String> knownEndpoints) {
        if (!InputFile.isThere(resultsDir)) {
            return List.of();
        }
        Map<String, File> newest = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(resultsDir, "*.csv")) {
            for (Path path : files) {
                parse(path).ifPresent(file -> newest.merge(file.slug, file, CsvResults::later));
            }
        } catch (IOException e) {
            throw new BadInputException(
                    resultsDir + ": cannot be listed (" + Reason.of(e) + "); check --results-dir", e);
        }
        return newest.values().stream()
                .map(file -> result(file, knownEndpoints))
                .toList();
    }

    private static Optional<File> parse(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        return Timestamp.parse(name.group(2)).map(time -> new File(path, name.group(1), time));
    }

    private static File later(File a, File b) {
        return a.time.isBefore(b.time) ? b : a;
    }

    private static EndpointResult result(File file, Collection<String> knownEndpoints) {
        String endpoint = knownEndpoints.stream()
                .filter(known ->
                        Slug.distinct(known).equals(file.slug) || Slug.of(known).equals(file.slug))
                .findFirst()
                .orElse(file.slug);
        return new EndpointResult(
                endpoint,
                Source.CSV,
                file.path.toString(),
                file.time,
                CsvFile.read(file.path),
                0,
                Map.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                "",
                flaws(file),
                Optional.empty());
    }
}
