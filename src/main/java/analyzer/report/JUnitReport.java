package analyzer.report;

import analyzer.metrics.Metric;
import analyzer.verdict.Comparison;
import analyzer.verdict.Limit;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Renders the verdicts as JUnit XML, which the test views of CI systems read: for each endpoint a test case per gated metric and
 * limit, and one for failed requests. Their names do not depend on the outcome, so a CI system can track them.
 */
public final class JUnitReport {

    /** Status of a test case that could not be judged. */
    public enum Unjudged {
        ERROR,
        SKIPPED
    }

    /** How a test case ended. */
    private enum Status {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    private record Case(String name, Status status, String message) {}

    private final Status unjudged;

    private JUnitReport(Unjudged unjudged) {
        this.unjudged = unjudged == Unjudged.SKIPPED ? Status.SKIPPED : Status.ERROR;
    }

    /** Renders one test case with an error, for an analysis that judged nothing. */
    public static String notJudged(String why) {
        Case test = new Case("analysis", Status.ERROR, "nothing was judged: " + why);
        return document(xml -> {
            xml.writeStartElement("testsuites");
            begin(xml, "perf-analyzer", List.of(test));
            write(xml, "perf-analyzer", test, "");
        });
    }

    public static String render(Report report, Unjudged unjudged) {
        return document(xml -> new JUnitReport(unjudged).write(xml, report));
    }

    @FunctionalInterface
    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static String document(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            content.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string could not be written to", e);
        }
        return text + "\n";
    }

    private void write(XMLStreamWriter xml, Report report) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        for (Verdict verdict : report.verdicts()) {
            List<Case> cases = cases(verdict);
            begin(xml, verdict.endpoint(), cases);
            attribute(xml, "timestamp", report.time().toString().substring(0, "yyyy-MM-ddTHH:mm:ss".length()));
            properties(xml, verdict);
            for (Case test : cases) {
                write(xml, verdict.endpoint(), test, numbers(verdict));
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void begin(XMLStreamWriter xml, String name, List<Case> cases) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", name);
        attribute(xml, "tests", String.valueOf(cases.size()));
        attribute(xml, "failures", count(cases, Status.FAILURE));
        attribute(xml, "errors", count(cases, Status.ERROR));
        attribute(xml, "skipped", count(cases, Status.SKIPPED));
        attribute(xml, "time", "0");
    }

    /** Writes base and rule as properties, because a test case that passed has no message. */
    private static void properties(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
        Map<String, String> properties = new LinkedHashMap<>();
        PairedText.sameRun(verdict).ifPresent(text -> properties.put("compared", text));
        Deciding.rule(verdict).ifPresent(rule -> properties.put("policy", rule));
        if (properties.isEmpty()) {
            return;
        }
        xml.writeCharacters("\n    ");
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeEmptyElement("property");
            attribute(xml, "name", property.getKey());
            attribute(xml, "value", property.getValue());
        }
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, String suite, Case test, String details) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", test.name);
        attribute(xml, "time", "0");
        if (test.status != Status.PASSED) {
            xml.writeStartElement(test.status.name().toLowerCase(Locale.ROOT));
            attribute(xml, "message", test.message);
            if (test.status != Status.SKIPPED) {
                attribute(xml, "type", test.status == Status.FAILURE ? "REGRESSION" : "CANNOT_JUDGE");
                xml.writeCharacters(valid(test.message + details));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private List<Case> cases(Verdict verdict) {
        List<Case> cases = new ArrayList<>();
        Stream.of(Metric.values())
                .map(metric -> metric(verdict, metric))
                .flatMap(Optional::stream)
                .forEach(cases::add);
        verdict.policy().limits().forEach(limit -> cases.add(limit(verdict, limit)));
        // Without a metric or limit that decides, no other case would show that nothing was judged.
        boolean isShown = cases.stream().anyMatch(one -> one.status() == unjudged);
        cases.add(0, failedRequests(verdict, verdict.outcome() == Outcome.CANNOT_JUDGE && !isShown));
        return cases;
    }

    private Case failedRequests(Verdict verdict, boolean showsUnjudged) {
        String name = "failed requests";
        if (verdict.result().isEmpty() || showsUnjudged) {
            return new Case(name, unjudged, ReasonText.of(verdict.reasons()));
        }
        return verdict.isFailing()
                ? new Case(name, Status.FAILURE, ReasonText.of(verdict.reasons()))
                : new Case(name, Status.PASSED, "");
    }

    private Case limit(Verdict verdict, Limit limit) {
        String name = "limit " + Words.of(limit);
        return verdict.limits().stream()
                .filter(check -> check.limit().equals(limit))
                .findFirst()
                .map(check -> new Case(name, status(check.outcome()), ReasonText.of(check.reasons())))
                .orElseGet(() -> new Case(name, unjudged, ReasonText.of(verdict.reasons())));
    }

    private Status status(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Status.PASSED;
            case REGRESSION -> Status.FAILURE;
            case CANNOT_JUDGE -> unjudged;
        };
    }

    private Optional<Case> metric(Verdict verdict, Metric metric) {
        Optional<Comparison> comparison = verdict.comparison(metric);
        boolean decides = comparison.filter(Comparison::gated).isPresent();
        if (!decides
                && (verdict.policy().limitsAlone() || !verdict.policy().gated().contains(metric))) {
            return Optional.empty();
        }
        String name = metric.toString();
        if (decides) {
            return Optional.of(new Case(
                    name,
                    status(comparison.get().outcome()),
                    ReasonText.of(comparison.get().reasons())));
        }
        if (comparison.isPresent() || verdict.isFailing()) {
            // Another metric or the failed requests decide instead.
            return Optional.of(new Case(
                    name,
                    Status.SKIPPED,
                    ReasonText.of(comparison.map(Comparison::reasons).orElse(verdict.reasons()))));
        }
        return Optional.of(
                verdict.outcome() == Outcome.CANNOT_JUDGE
                                || verdict.comparisons().isEmpty()
                        ? new Case(name, unjudged, ReasonText.of(verdict.reasons()))
                        : new Case(name, Status.SKIPPED, "the source of the figures does not contain it"));
    }

    private static String numbers(Verdict verdict) {
        return verdict.comparisons().isEmpty()
                ? ""
                : verdict.comparisons().stream()
                        .map(comparison -> String.join(
                                " ",
                                comparison.metric() + ":",
                                Figures.spaced(comparison.metric(), comparison.baseline()),
                                "->",
                                Figures.spaced(comparison.metric(), comparison.candidate()) + ",",
                                Figures.change(comparison.change()) + ",",
                                comparison.interval().isPresent() ? "95 % interval" : "",
                                Figures.interval(comparison.interval())))
                        .collect(Collectors.joining("\n", "\n\n", "\n"));
    }

    private static String count(List<Case> cases, Status status) {
        return String.valueOf(
                cases.stream().filter(test -> test.status == status).count());
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, valid(value));
    }

    /**
     * Replaces characters that XML 1.0 cannot represent: most control characters and unpaired surrogates. Neutralizes text that
     * would control a terminal or a CI runner that prints the file.
     */
    private static String valid(String text) {
        String writable = text.replaceAll("[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
        return SafeText.defused(SafeText.page(writable));
    }
}
