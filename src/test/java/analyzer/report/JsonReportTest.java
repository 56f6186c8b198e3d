package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import analyzer.io.JsonFile;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonReportTest {

    @Test
    void everyReportIsValidByTheSchema() throws Exception {
        for (Report report : List.of(SampleReports.small(), SampleReports.hostile(), SampleReports.many(3, 10))) {
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
    void theVerdictsStandWithTheirNumbers() throws Exception {
        ObjectNode report = JsonReport.of(SampleReports.small());
        for (JsonNode endpoint : report.path("endpoints")) {
            // The samples are thousands of numbers that nobody would look at.
            ((ObjectNode) endpoint).remove("baseline");
            if (endpoint.path("result").isObject()) {
                ((ObjectNode) endpoint.path("result")).remove(List.of("batches", "response_times"));
            }
        }
        Golden.assertSame(
                "report.json",
                JsonFile.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    }

    private static List<Error> errors(JsonNode report) throws Exception {
        String schema = Files.readString(Path.of("docs/report.schema.json"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON);
        return compiled.validate(report.toString(), InputFormat.JSON);
    }
}
