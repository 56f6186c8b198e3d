package analyzer.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Slug;
import analyzer.metrics.SummaryStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final SummaryStatistics METRICS = new SummaryStatistics(1_234_567, 11.203, 2, 60_000, 10, 20, 30.5);

    @TempDir
    Path folder;

    @Test
    void isOneLineWithDecimalPointsWhateverTheLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            CsvFile.write(file(), METRICS);
        } finally {
            Locale.setDefault(before);
        }

        assertEquals("1234567,11.203,2,60000,10,20,30.5\n", Files.readString(file()));
        assertEquals(METRICS, CsvFile.read(file()));
    }

    @Test
    void acceptsAHeader() throws Exception {
        Files.writeString(
                file(),
                "total_requests,avg_response_time,min_response_time,max_response_time,p50_response_time,"
                        + "p95_response_time,p99_response_time\n1234567,11.203,2,60000,10,20,30.5\n");

        assertEquals(METRICS, CsvFile.read(file()));
    }

    @Test
    void blanksAroundFiguresAreNoPartOfThem() throws Exception {
        Files.writeString(file(), " 1234567, 11.203 ,2\t,60000,10,20,30.5\t\n");

        assertEquals(METRICS, CsvFile.read(file()));
    }

    @Test
    void figuresThatDoNotExistStayMissing() throws Exception {
        CsvFile.write(file(), SummaryStatistics.of(3, new LatencyHistogram()));

        assertEquals("3,NaN,NaN,NaN,NaN,NaN,NaN\n", Files.readString(file()));
        assertTrue(Double.isNaN(CsvFile.read(file()).p95Millis()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|contains 0 lines of figures where one is expected",
                "1,2,3,4,5,6,7;1,2,3,4,5,6,7|contains 2 lines of figures where one is expected",
                "1,2,3|has 3 columns where 7 are expected",
                "1,2,3,4,5,6,7,8|has 8 columns where 7 are expected",
                "1,2,3,4,5,six,7|'six' is not a number of 0 or more",
                "1,2,3,4,5,,7|'' is not a number of 0 or more",
                "1,2,3,4,5,-6,7|'-6' is not a number of 0 or more",
                "1,2,3,4,5,6d,7|'6d' is not a number of 0 or more",
                "1,2,3,4,5,0x1p3,7|'0x1p3' is not a number of 0 or more",
                "1,2,3,4,5,Infinity,7|'Infinity' is not a number of 0 or more",
                "1,2,3,4,5,1e400,7|'1e400' is not a number of 0 or more",
                "Infinity,2,3,4,5,6,7|'Infinity' is not a number of requests",
                "1e400,2,3,4,5,6,7|'1e400' is not a number of requests",
                "-1,2,3,4,5,6,7|'-1' is not a number of requests",
                "1.0,2,3,4,5,6,7|'1.0' is not a number of requests",
                "9999999999999,2,1,4,2,3,4|has impossible figures (9999999999999 requests)",
                "9,40,10,90,30,0,50|has impossible figures (a minimum, P50, P95, P99 and maximum of 10.0, 30.0, 0.0, 50.0 and 90.0 ms)",
                "9,40,31,90,30,40,50|has impossible figures (a minimum, P50, P95, P99 and maximum of 31.0, 30.0, 40.0, 50.0 and 90.0 ms)",
                "9,40,10,90,30,50,45|has impossible figures (a minimum, P50, P95, P99 and maximum of 10.0, 30.0, 50.0, 45.0 and 90.0 ms)",
                "9,40,10,49,30,45,50|has impossible figures (a minimum, P50, P95, P99 and maximum of 10.0, 30.0, 45.0, 50.0 and 49.0 ms)",
                "9,9.9,10,90,30,45,50|has impossible figures (a mean of 9.9 ms between 10.0 and 90.0 ms)",
                "9,90.1,10,90,30,45,50|has impossible figures (a mean of 90.1 ms between 10.0 and 90.0 ms)",
                "1.5,2,3,4,5,6,7|'1.5' is not a number of requests",
                "3000,NaN,NaN,NaN,NaN,48,NaN|has figures, but 5 of them are NaN",
                "3000,40,25,60,NaN,48,55|has figures, but 1 of them are NaN",
                "total_requests oops;3000,40,25,60,40,48,55|contains 2 lines of figures where one is expected",
                "3000,50,25,60,40,48,55|has impossible figures (a mean of 50.0 ms with these percentiles)",
                "3000,28,25,60,40,48,55|has impossible figures (a mean of 28.0 ms with these percentiles)",
                "NaN,2,3,4,5,6,7|'NaN' is not a number of requests",
            })
    void malformedFilesAreRefused(String content, String message) throws Exception {
        Files.writeString(file(), content.replace(';', '\n') + "\n");

        BadInputException e = assertThrows(BadInputException.class, () -> CsvFile.read(file()));

        assertEquals(file() + ": " + message + "; delete it", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,2,2,2,2,\u00002", "1,2,2,2,2,2,2\u001f", "\u00011,2,2,2,2,2,2", "1,2,2,2,2,2\u000b,2"})
    void aControlCharacterIsNoBlank(String content) throws Exception {
        Files.writeString(file(), content + "\n");

        assertThrows(BadInputException.class, () -> CsvFile.read(file()));
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertTrue(assertThrows(BadInputException.class, () -> CsvFile.read(file()))
                .getMessage()
                .endsWith(": is not a text file; delete it"));
    }

    @Test
    void aFileOfAnySizeOrKindIsRefusedAndNotRead() throws Exception {
        Files.writeString(file(), "\n".repeat(70_000));
        assertEquals(
                file() + ": is longer than 65536 bytes, the maximum; restore it or delete it",
                assertThrows(BadInputException.class, () -> CsvFile.read(file()))
                        .getMessage());
        Files.writeString(file(), "1,2,2,2,2,2,2" + "\n".repeat(1000));
        assertEquals(1, CsvFile.read(file()).totalRequests());

        Files.delete(file());
        Files.createDirectory(file());
        assertEquals(
                file() + ": is not a regular file; move it",
                assertThrows(BadInputException.class, () -> CsvFile.read(file()))
                        .getMessage());
    }

    @Test
    void theNewestFileOfEachEndpointIsTheOneOfTheLatestTimeInItsName() throws Exception {
        write("v1_whoami_20261123_143000.csv", 1);
        write("v1_whoami_20261123_143001.csv", 2);
        write("v1_whoami_20251231_235959.csv", 3);
        write("other_20261123_143000.csv", 4);
        Files.writeString(folder.resolve("notes.csv"), "of another program,1\n");

        List<EndpointResult> results = CsvResults.readNewest(folder, List.of("/v1/whoami", "/v1/auth/login"));

        assertEquals(
                List.of("/v1/whoami", "other"),
                results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(2, results.get(0).metrics().totalRequests());
        assertEquals(Instant.parse("2026-11-23T14:30:01Z"), results.get(0).started());
    }

    /** An older file must not be judged in place of one whose name is damaged. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1_whoami_20261323_143000.csv",
                "v1_whoami_20261131_143000.csv",
                "v1_whoami_20261123_999999.csv",
                "v1_whoami_2026112x_143000.csv",
                "v1_whoami-20261123_143000.csv",
                "v1_whoami_20261123_143000.bas.csv",
                "figures.csv",
                "v1_whoami_20261123_14300",
                "v1_whoami"
            })
    void figuresUnderANameThatCannotBeAreRefused(String name) throws Exception {
        write("v1_whoami_20261122_143000.csv", 1);
        write(name, 2);

        assertEquals(
                folder.resolve(name)
                        + ": is a file of figures, but its name does not end in the time of their run, as in"
                        + " _20261123_143000.csv; rename it, or delete it",
                refusal());
    }

    @Test
    void aFileThatWasWrittenBeforeTheTimeInItsNameIsRefused() throws Exception {
        Instant named = Instant.parse("2026-11-23T14:30:00Z");
        write("v1_whoami_20251123_143000.csv", 1);
        Path file = written(write("v1_whoami_20261123_143000.csv", 2), named.minus(Duration.ofDays(1)));
        assertEquals(2, readOnly().metrics().totalRequests(), "by a clock that is hours ahead");

        written(file, named.minus(Duration.ofDays(1)).minusSeconds(1));

        assertEquals(file + ": was written before the time in its name; rename it, or delete it", refusal());
    }

    @Test
    void aFileThatIsTheNewestByItsNameAloneIsNothingToJudge() throws Exception {
        Instant copied = Instant.parse("2026-11-25T00:00:00Z");
        Path newest = written(write("v1_whoami_20261123_143000.csv", 1), copied);
        Path other = written(write("v1_whoami_20261023_143000.csv", 2), copied.plusSeconds(60));
        assertEquals(List.of(), readOnly().flaws(), "files that were copied together");

        written(other, copied.plusSeconds(61));

        assertEquals(
                List.of(newest + " is the newest by the time in its name, but " + other
                        + " was written after it; delete the one that should not be judged"),
                readOnly().flaws());
        assertEquals(1, readOnly().metrics().totalRequests());
    }

    /** A load that failed leaves no file of its own, and the file of an earlier one must not pass in its place. */
    @Test
    void aFileOfAnEarlierLoadThanTheNewestIsNothingToJudge() throws Exception {
        write("v1_whoami_20261123_143000.csv", 1);
        Path earlier = write("v1_auth_login_20261122_143000.csv", 1);
        assertEquals(
                List.of(),
                CsvResults.readNewest(folder, List.of()).get(0).flaws(),
                "simulations that ran one after the other");

        Files.move(earlier, earlier.resolveSibling("v1_auth_login_20261122_142959.csv"));

        List<EndpointResult> results = CsvResults.readNewest(folder, List.of());
        assertEquals(
                List.of(folder.resolve("v1_auth_login_20261122_142959.csv")
                        + " belongs to an earlier load than the newest CSV file (2026-11-23T14:30:00Z); run the"
                        + " simulation again, or delete the file"),
                results.get(0).flaws());
        assertEquals(List.of(), results.get(1).flaws());
    }

    @Test
    void aMeanThatCanBeIsRead() throws Exception {
        // From 0.5 * 25 + 0.45 * 40 + 0.04 * 48 + 0.01 * 55 = 32.97 to 0.5 * 40 + 0.45 * 48 + 0.04 * 55 + 0.01 * 60 =
        // 44.4, plus or minus 0.5 % of the samples that are wrong by 60 - 25 ms, and rounding.
        for (String mean : List.of("32.795", "44.575")) {
            Files.writeString(file(), "3000," + mean + ",25,60,40,48,55\n");
            assertEquals(3000, CsvFile.read(file()).totalRequests());
        }
        for (String mean : List.of("32.793", "44.577")) {
            Files.writeString(file(), "3000," + mean + ",25,60,40,48,55\n");
            assertThrows(BadInputException.class, () -> CsvFile.read(file()));
        }
    }

    /** A flipped bit in the extension must not make an older file be judged. */
    @Test
    void newerFiguresUnderAnotherEndingAreRefused() throws Exception {
        write("v1_whoami_20261122_143000.csv", 1);
        Path backup = write("v1_whoami_20261121_143000.csv.bak", 2);
        Files.writeString(folder.resolve("report_20261123_143000.html"), "a page");
        assertEquals(1, readOnly().metrics().totalRequests(), "an older one has no effect");

        Path other = Files.move(backup, folder.resolve("v1_whoami_20261123_143000.csw"));

        assertEquals(
                other
                        + ": is newer than all CSV files of v1_whoami, but it is not read because of its ending or its folder;"
                        + " rename or move it, or delete it",
                refusal());
    }

    @Test
    void newerFiguresInAFolderThatWasCopiedIntoItselfAreRefused() throws Exception {
        write("v1_whoami_20261122_143000.csv", 1);
        Path nested = Files.createDirectories(folder.resolve(folder.getFileName()));
        Files.copy(folder.resolve("v1_whoami_20261122_143000.csv"), nested.resolve("v1_whoami_20261122_143000.csv"));
        assertEquals(1, readOnly().metrics().totalRequests(), "a copy");

        Path newer = Files.copy(
                folder.resolve("v1_whoami_20261122_143000.csv"), nested.resolve("v1_whoami_20261122_143001.csv"));

        assertTrue(refusal().startsWith(newer + ": is newer than all CSV files of v1_whoami,"), refusal());
    }

    /** Without it, the candidate's file would look like that of a run without a base. */
    @Test
    void theRenamedBaseOfAPairedRunIsRefused() throws Exception {
        write("v1_whoami_20261122_143000.csv", 1);
        Path backup = write("v1_whoami_20261122_143000.base.csv.bak", 2);

        assertTrue(refusal().startsWith(backup + ": belongs to the base of "), refusal());

        Files.copy(backup, folder.resolve("v1_whoami_20261122_143000.base.csv"));
        assertTrue(readOnly().flaws().get(0).contains("belongs to a paired run"));
        Files.delete(folder.resolve("v1_whoami_20261122_143000.base.csv"));
        Files.delete(folder.resolve("v1_whoami_20261122_143000.csv"));
        write("v1_whoami_20261123_143000.csv", 3);
        assertEquals(3, readOnly().metrics().totalRequests(), "of another run");
    }

    @Test
    void aTemporaryFileOfAKilledProcessIsOneOfItsEndpoint() throws Exception {
        write("v1_whoami_20261123_143000.csv", 1);
        write(".v1_whoami_20261123_143000.csv.123.perf-analyzer.tmp", 2);
        assertEquals(1, readOnly().metrics().totalRequests());

        Path newer = write(".v1_whoami_20261123_143001.csv.123.perf-analyzer.tmp", 2);

        assertTrue(refusal().startsWith(newer + ": is newer than all CSV files of v1_whoami,"), refusal());
    }

    /** However little of it there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".v1_whoami_20261123_143001.csv.123.perf-analyzer.tmp",
                ".v1_whoami_20261123_143001.csv.Xa3kDf",
                "v1_whoami_20261123_143001.csv.part",
                "v1_whoami_20261123_143001 (1).csv",
                "v1_whoami_20261123_143001.csv~",
                "v1_whoami_20261123_143001.CSV",
                "v1_whoami_20261123_143001.cs",
                "v1_whoami_20261123_14300.csv"
            })
    void whatAnInterruptedCopyLeavesOfANewerFileIsRefused(String name) throws Exception {
        write("v1_whoami_20261123_143000.csv", 1);
        Files.writeString(folder.resolve("items.csv"), "");
        assertEquals(1, readOnly().metrics().totalRequests());
        for (String content : List.of("", "1000,500,100,20")) {
            Files.writeString(folder.resolve(name), content);
            assertTrue(refusal().startsWith(folder.resolve(name) + ": is "), refusal());
        }
    }

    private static Path written(Path file, Instant when) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(when));
    }

    private String refusal() {
        return assertThrows(BadInputException.class, () -> CsvResults.readNewest(folder, List.of()))
                .getMessage();
    }

    private EndpointResult readOnly() {
        List<EndpointResult> results = CsvResults.readNewest(folder, List.of());
        assertEquals(1, results.size());
        return results.get(0);
    }

    @Test
    void aFolderThatDoesNotExistHoldsNoResults() {
        assertEquals(List.of(), CsvResults.readNewest(folder.resolve("absent"), List.of()));
    }

    @Test
    void aFileIsNamedAfterTheEndpointAndTheStartOfItsRun() {
        EndpointResult result = TestResults.constant("/v1/healthz/live", Instant.parse("2026-11-23T14:30:00Z"), 7);

        assertEquals(
                folder.resolve("v1_healthz_live_20261123_143000.csv"),
                CsvResults.write(folder, result, "v1_healthz_live"));
    }

    /** The candidate of a paired run gets half the load of a run with one target. */
    @Test
    void theFilesOfAPairedRunAreNothingToJudgeBy() throws Exception {
        EndpointResult result = TestResults.constant("/v1/whoami", Instant.parse("2026-11-23T14:30:00Z"), 7);
        Path candidate = CsvResults.write(folder, result, "v1_whoami");
        assertEquals(List.of(), CsvResults.readNewest(folder, List.of()).get(0).flaws());

        CsvResults.write(
                folder,
                result.withBase(TestResults.constant("/v1/whoami", Instant.parse("2026-11-23T14:30:00Z"), 9)),
                "v1_whoami");

        Path base = folder.resolve("v1_whoami_20261123_143000.base.csv");
        assertEquals(9, CsvFile.read(base).p95Millis());
        List<EndpointResult> read = CsvResults.readNewest(folder, List.of("/v1/whoami"));
        assertEquals(1, read.size(), "the base is no result");
        assertEquals(7, read.get(0).metrics().p95Millis());
        assertEquals(
                List.of(candidate
                        + " belongs to a paired run, which can only be judged from Gatling's results; run it again"),
                read.get(0).flaws());

        Files.move(candidate, folder.resolve("v1_whoami_20261123_143001.csv"));
        assertEquals(
                base + ": belongs to the base of a paired run, but the file of the candidate is missing; restore both"
                        + " names, or delete both",
                refusal());
    }

    @Test
    void endpointsThatShareASlugDoNotOverwriteEachOther() {
        Instant start = Instant.parse("2026-11-23T14:30:00Z");
        Map<String, String> slugs = CsvResults.slugs(List.of("/a/b", "/a_b"));
        CsvResults.write(folder, TestResults.constant("/a/b", start, 10), slugs.get("/a/b"));
        CsvResults.write(folder, TestResults.constant("/a_b", start, 20), slugs.get("/a_b"));

        assertEquals(Map.of("/a/b", 10.0, "/a_b", 20.0), p95s(List.of("/a_b", "/a/b")));
        assertEquals(Map.of(Slug.distinct("/a/b"), 10.0, "/a_b", 20.0), p95s(List.of("/a_b")));
    }

    private Map<String, Double> p95s(List<String> known) {
        return CsvResults.readNewest(folder, known).stream()
                .collect(Collectors.toMap(
                        EndpointResult::endpoint, result -> result.metrics().p95Millis()));
    }

    /** Only one of them was measured when the file was written, and nothing shows which. */
    @Test
    void aNameThatSeveralEndpointsShareIsThatOfNone() throws Exception {
        write("v1_items_20261123_143000.csv", 1000);

        assertEquals(
                List.of("v1_items"),
                CsvResults.readNewest(folder, List.of("/v1/items", "/v1/items/")).stream()
                        .map(EndpointResult::endpoint)
                        .toList());
        assertEquals(
                List.of("/v1/items/"),
                CsvResults.readNewest(folder, List.of("/v1/items/", "/v1/whoami")).stream()
                        .map(EndpointResult::endpoint)
                        .toList());
    }

    /** The name has a hash while another endpoint shares its slug. */
    @Test
    void theNewestFileOfAnEndpointCountsWhetherItsNameHasAHashOrNot() throws Exception {
        write("v1_items_20261123_143000.csv", 1000);
        Path newest = write(Slug.distinct("/v1/items") + "_20261123_143100.csv", 2000);

        assertEquals(
                List.of(newest.toString()),
                CsvResults.readNewest(folder, List.of("/v1/items")).stream()
                        .map(EndpointResult::origin)
                        .toList());

        // An analysis that knew only /v1/items/ could have written this one.
        write("v1_items_20261123_143200.csv", 3000);
        List<String> flaws =
                CsvResults.readNewest(folder, List.of("/v1/items")).get(0).flaws();
        assertTrue(flaws.get(0).contains("may belong to another endpoint with a similar name"), flaws.toString());
    }

    @Test
    void endpointsThatShareAHashAsWellDoNot() {
        String distinct = Slug.distinct("/v1/a!@b");
        assertEquals(
                Map.of("/v1/a b", Slug.distinct("/v1/a b"), "/v1/a!@b", distinct, "/v1/a\"!b", distinct + "-2"),
                CsvResults.slugs(List.of("/v1/a b", "/v1/a!@b", "/v1/a\"!b")));
    }

    private Path write(String name, int requests) throws Exception {
        return Files.writeString(folder.resolve(name), requests + ",1,1,1,1,1,1\n");
    }

    private Path file() {
        return folder.resolve("x_20261123_143000.csv");
    }
}
