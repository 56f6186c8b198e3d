package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import analyzer.io.JsonFile;
import analyzer.verdict.Reason;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonReportTest {

    private static final Path SCHEMA = Path.of("docs/report.schema.json");

    @Test
    void everyReportIsValidByTheSchema() throws Exception {
        for (Report report : List.of(
                SampleReports.small(),
                SampleReports.hostile(),
                SampleReports.many(3, 10),
                SampleReports.limited(),
                SampleReports.ofAuto(),
                SampleReports.ofSlowdown(),
                SampleReports.ofInjectors())) {
            assertEquals(List.of(), errors(JsonReport.of(report)));
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoReport() throws Exception {
        ObjectNode report = JsonReport.of(SampleReports.small());
        report.put("outcome", "FINE");
        assertFalse(errors(report).isEmpty());

        ObjectNode unknown = JsonReport.of(SampleReports.small());
        ((ObjectNode) unknown.path("endpoints").path(0)).put("surprise", 1);
        assertFalse(errors(unknown).isEmpty());
    }

    @Test
    void theSchemaKnowsEveryKey() throws Exception {
        for (Report report : List.of(
                SampleReports.small(),
                SampleReports.limited(),
                SampleReports.ofSlowdown(),
                SampleReports.ofInjectors())) {
            int all = objects(JsonReport.of(report)).size();
            for (int i = 0; i < all; i++) {
                ObjectNode copy = JsonReport.of(report);
                objects(copy).get(i).put("surprise", 1);
                assertFalse(
                        errors(copy).isEmpty(),
                        "object " + i + " takes any key: " + objects(copy).get(i));
            }
        }
    }

    @Test
    void theSchemaListsEveryReason() throws Exception {
        JsonNode listed = JsonFile.readObject(SCHEMA).at("/$defs/reason_code/enum");
        assertEquals(
                Stream.of(Reason.Code.values()).map(Reason.Code::name).toList(),
                listed.valueStream().map(JsonNode::asString).toList());
    }

    @Test
    void aReasonStandsInWordsAndInCodes() {
        JsonNode open = JsonReport.of(SampleReports.limited()).at("/endpoints/1/limits/1");
        assertEquals("[\"LIMIT_UNCERTAIN\"]", open.path("reason_codes").toString());
        JsonNode slower = JsonReport.of(SampleReports.limited()).at("/endpoints/0");
        assertEquals(
                "LIMIT_VIOLATED",
                slower.path("reason_codes").path(0).asString(),
                slower.path("reason").asString());
    }

    @Test
    void everythingStandsInIt() {
        ObjectNode small = JsonReport.of(SampleReports.small());
        assertEquals(
                "../target/gatling/whoamisimulation-20261123143000000/index.html",
                small.at("/endpoints/1/gatling_report").asString());
        ObjectNode injectors = JsonReport.of(SampleReports.ofInjectors());
        assertEquals(2, injectors.at("/injectors/0/shares").size());
        assertEquals(
                "its log was <cut off>",
                injectors.at("/injectors/0/shares/1/flaws/0").asString());
        assertEquals(
                3, injectors.at("/injectors/0/shares/1/clock_ahead_ms/high").asInt());
        assertEquals(
                0.12,
                injectors
                        .at("/injectors/0/shares/0/generator/process_cpu_share")
                        .asDouble());
        assertFalse(injectors.at("/injectors/0/shares/1").has("generator"), "its health is unknown");
    }

    @Test
    void theVerdictsStandWithTheirNumbers() throws Exception {
        ObjectNode report = JsonReport.of(SampleReports.small());
        for (JsonNode endpoint : report.path("endpoints")) {
            // The samples are thousands of numbers, too many for a review.
            ((ObjectNode) endpoint).remove("baseline");
            if (endpoint.path("result").isObject()) {
                ((ObjectNode) endpoint.path("result")).remove(List.of("batches", "response_times"));
            }
        }
        Golden.assertSame("report.json", JsonFile.text(report));
    }

    /** The first objects of each kind within a report, because there are thousands in total. */
    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        int seen = 0;
        for (JsonNode child : node) {
            if (node.isObject() || seen++ < 2) {
                objects.addAll(objects(child));
            }
        }
        return objects;
    }

    private static List<Error> errors(JsonNode report) throws Exception {
        String schema = Files.readString(SCHEMA);
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON);
        return compiled.validate(report.toString(), InputFormat.JSON);
    }
}
