package analyzer.csv;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Slug;
import analyzer.metrics.Source;
import analyzer.metrics.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the CSV files of a results folder, and reads the newest one of each endpoint if there is no run. */
public final class CsvResults {

    private static final String SUFFIX = ".csv";
    private static final String BASE_SUFFIX = ".base.csv";
    private static final Pattern NAME = Pattern.compile("(.+)_(\\d{8}_\\d{6})\\.csv");

    private static final Pattern OTHER_ENDING = Pattern.compile("(.+)_(\\d{8}_\\d{6})(.*)");

    /** Times in names are in UTC. A name in local time is ahead of it by less than this. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Files that are copied together are written within this time, in any order. */
    private static final Duration COPIED = Duration.ofMinutes(1);

    /** The simulations of one load run one after the other within this time. */
    private static final Duration TOGETHER = Duration.ofDays(1);

    /** Name that only a file of figures has, with another ending or a damaged time. */
    private static final Pattern REMAINS = Pattern.compile("(?i).+_\\d{8}_\\d{1,6}[^.]*[.]cs.*");

    private CsvResults() {}

    private record File(Path path, String slug, Instant time, Instant written) {}

    /**
     * Returns the slugs that name the files of endpoints. Each of several that share a slug gets a hash: without one, a file could be
     * read as that of another.
     *
     * @param endpoints all endpoints of the run, whether they get a file or not
     */
    public static Map<String, String> slugs(Collection<String> endpoints) {
        // Some file systems ignore case.
        Map<String, Long> sharing = endpoints.stream()
                .collect(Collectors.groupingBy(
                        endpoint -> Slug.of(endpoint).toLowerCase(Locale.ROOT), Collectors.counting()));
        Set<String> taken = endpoints.stream().map(Slug::of).collect(Collectors.toCollection(HashSet::new));
        Map<String, String> slugs = new HashMap<>();
        for (String endpoint : endpoints) {
            String slug = Slug.of(endpoint);
            if (sharing.get(slug.toLowerCase(Locale.ROOT)) > 1) {
                slug = Slug.distinct(endpoint);
                for (int i = 2; !taken.add(slug); i++) {
                    slug = Slug.distinct(endpoint) + "-" + i;
                }
            }
            slugs.put(endpoint, slug);
        }
        return slugs;
    }

    /**
     * Writes a result to a file that is named after the endpoint and the start of its run. Before it, writes the figures of its base,
     * if it has one, next to it under a name that {@link #readNewest} does not read as a result: without that file, the candidate's
     * would look like that of a run without a base.
     *
     * @param slug the endpoint's slug
     * @return the file
     * @throws BadInputException if a file cannot be written
     */
    public static Path write(Path resultsDir, EndpointResult result, String slug) {
        Path file = resultsDir.resolve(slug + "_" + Timestamp.format(result.started()) + SUFFIX);
        result.base().ifPresent(base -> CsvFile.write(baseOf(file), base.metrics()));
        CsvFile.write(file, result.metrics());
        return file;
    }

    private static Path baseOf(Path candidate) {
        String name = candidate.getFileName().toString();
        return candidate.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + BASE_SUFFIX);
    }

    /**
     * Reads the newest file of each endpoint, by the time in its name. Nothing else records the time of its run, so an impossible
     * name is an error: with a damaged name, an older run would be judged in its place.
     *
     * @param knownEndpoints endpoints that are found by the slug of a file; a file with another slug, or with one that several endpoints
     *     share, goes by that slug
     * @throws BadInputException if the folder cannot be listed, a newest file cannot be used, or a file of figures has an
     *     impossible name
     */
    public static List<EndpointResult> readNewest(Path resultsDir, Collection<String> knownEndpoints) {
        if (!InputFile.isThere(resultsDir)) {
            return List.of();
        }
        Map<String, List<File>> byEndpoint = new TreeMap<>();
        Map<String, String> bySlug = new HashMap<>();
        UnaryOperator<String> endpointOf = slug -> bySlug.computeIfAbsent(slug, one -> endpoint(one, knownEndpoints));
        List<File> others = new ArrayList<>();
        try {
            for (Path path : InputFile.entries(resultsDir)) {
                if (path.toString().endsWith(SUFFIX)) {
                    parse(path)
                            .ifPresent(file -> byEndpoint
                                    .computeIfAbsent(endpointOf.apply(file.slug), unseen -> new ArrayList<>())
                                    .add(file));
                } else {
                    ofAnotherEnding(path).ifPresent(others::add);
                }
            }
            for (Path path : copiedIntoItself(resultsDir)) {
                parse(path).ifPresent(others::add);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    resultsDir + ": cannot be listed (" + BadInputException.reason(e) + "); check --results-dir", e);
        }
        others.forEach(other -> requireOlder(other, byEndpoint.getOrDefault(endpointOf.apply(other.slug), List.of())));
        List<EndpointResult> results = byEndpoint.entrySet().stream()
                .map(files -> newest(files.getKey(), files.getValue()))
                .toList();
        return results.stream().map(result -> requiringDateOf(results, result)).toList();
    }

    /** The files of a folder that was copied or unpacked into itself. */
    private static List<Path> copiedIntoItself(Path resultsDir) throws IOException {
        Path name = resultsDir.toRealPath().getFileName();
        return name != null && Files.isDirectory(resultsDir.resolve(name))
                ? InputFile.entries(resultsDir.resolve(name))
                : List.of();
    }

    /** Adds a flaw to a result of an earlier load: a load that failed leaves no file, and the earlier file would hide that. */
    private static EndpointResult requiringDateOf(List<EndpointResult> results, EndpointResult result) {
        Instant newest = results.stream()
                .map(EndpointResult::started)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return result.started().isBefore(newest.minus(TOGETHER))
                ? result.withFlaw(result.origin() + " belongs to an earlier load than the newest CSV file (" + newest
                        + "); run the simulation again, or delete the file")
                : result;
    }

    private static Optional<File> parse(Path path) throws IOException {
        String name = path.getFileName().toString();
        Matcher parts = NAME.matcher(name);
        Optional<Instant> time = parts.matches() ? Timestamp.parse(parts.group(2)) : Optional.empty();
        if (time.isPresent()) {
            return Optional.of(new File(path, parts.group(1), time.get(), modified(path)));
        }
        if (name.endsWith(BASE_SUFFIX)) {
            requireCandidate(path, name);
        } else {
            requireNoFigures(path);
        }
        return Optional.empty();
    }

    private static void requireNoFigures(Path path) {
        if (holdsFigures(path)) {
            throw new BadInputException(
                    path + ": is a file of figures, but its name does not end in the time of their run, as in"
                            + " _20261123_143000.csv; rename it, or delete it");
        }
    }

    /** A file that is not read only because of its ending. */
    private static Optional<File> ofAnotherEnding(Path path) throws IOException {
        String name = path.getFileName().toString();
        // A killed process, or an interrupted copy, leaves a temporary file whose name is that of the file after a dot.
        Matcher parts = OTHER_ENDING.matcher(name.startsWith(".") ? name.substring(1) : name);
        Optional<Instant> time = parts.matches() ? Timestamp.parse(parts.group(2)) : Optional.empty();
        if (time.isEmpty()) {
            requireNoFigures(path);
            return Optional.empty();
        }
        Path candidate = path.resolveSibling(parts.group(1) + "_" + parts.group(2) + SUFFIX);
        if (parts.group(3).startsWith(BASE_SUFFIX)
                && InputFile.isThere(candidate)
                && !InputFile.isThere(baseOf(candidate))) {
            throw new BadInputException(path + ": belongs to the base of " + candidate
                    + ", but its name does not end in .base.csv; rename it, or delete both");
        }
        return holdsFigures(path)
                ? Optional.of(new File(path, parts.group(1), time.get(), modified(path)))
                : Optional.empty();
    }

    /** Accepts such a file only if a CSV file is at least as new: then it is a renamed copy of an older file. */
    private static void requireOlder(File other, List<File> files) {
        if (files.stream().noneMatch(file -> !file.time.isBefore(other.time))) {
            throw new BadInputException(other.path + ": is newer than all CSV files of " + other.slug
                    + ", but it is not read because of its ending or its folder; rename or move it, or delete it");
        }
    }

    /** Rejects a base without its candidate's file, which with a different name would look like that of a run without a base. */
    private static void requireCandidate(Path base, String name) {
        if (!InputFile.isThere(base.resolveSibling(name.replace(BASE_SUFFIX, SUFFIX)))) {
            throw new BadInputException(
                    base + ": belongs to the base of a paired run, but the file of the candidate is missing;"
                            + " restore both names, or delete both");
        }
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Whether a file contains figures, whatever its name, or is what an interrupted copy leaves of such a file. */
    private static boolean holdsFigures(Path path) {
        if (REMAINS.matcher(path.getFileName().toString()).matches()) {
            return true;
        }
        try {
            CsvFile.read(path);
            return true;
        } catch (BadInputException e) {
            return false;
        }
    }

    private static EndpointResult newest(String endpoint, List<File> files) {
        File newest = Collections.max(files, Comparator.comparing(File::time));
        if (newest.time.isAfter(newest.written.plus(AHEAD))) {
            throw new BadInputException(
                    newest.path + ": was written before the time in its name; rename it, or delete it");
        }
        List<String> flaws = new ArrayList<>();
        files.stream()
                .filter(file -> file.written.isAfter(newest.written.plus(COPIED)))
                .max(Comparator.comparing(File::written))
                .ifPresent(file -> flaws.add(newest.path + " is the newest by the time in its name, but " + file.path
                        + " was written after it; delete the one that should not be judged"));
        boolean hasOtherName = files.stream().anyMatch(file -> !file.slug.equals(newest.slug));
        if (hasOtherName && !newest.slug.equals(Slug.distinct(endpoint))) {
            flaws.add(newest.path + " may belong to another endpoint with a similar name, because older files of "
                    + endpoint + " have a hash in their names; delete those that should not be judged");
        }
        if (InputFile.isThere(baseOf(newest.path))) {
            // A candidate has half the load of a run without a base, and its base's file has no samples to judge by.
            flaws.add(newest.path
                    + " belongs to a paired run, which can only be judged from Gatling's results; run it again");
        }
        return EndpointResult.ofFigures(
                        endpoint, Source.CSV, newest.path.toString(), newest.time, CsvFile.read(newest.path))
                .withFlaws(flaws);
    }

    /** The known endpoint of a file, with or without a hash in its name; its slug if there is none. */
    private static String endpoint(String slug, Collection<String> knownEndpoints) {
        return knownEndpoints.stream()
                .filter(known -> Slug.distinct(known).equals(slug))
                .findFirst()
                .or(() -> onlyOne(knownEndpoints, slug))
                .orElse(slug);
    }

    /** The endpoint with a slug; empty if several have it. */
    private static Optional<String> onlyOne(Collection<String> endpoints, String slug) {
        List<String> all = endpoints.stream()
                .filter(endpoint -> Slug.of(endpoint).equals(slug))
                .toList();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
