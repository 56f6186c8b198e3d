package analyzer.report;

import analyzer.metrics.Metric;
import analyzer.verdict.Comparison;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdicts in the XML of JUnit, which the test views of CI systems read: a test case per endpoint and metric that
 * decides, and one for its failed requests. Their names do not depend on the outcome, so that a CI system can follow them.
 */
public final class JUnitReport {

    /** What a test case is that could not be judged. */
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

    private final Policy policy;
    private final Status unjudged;

    private JUnitReport(Policy policy, Unjudged unjudged) {
        this.policy = policy;
        this.unjudged = unjudged == Unjudged.SKIPPED ? Status.SKIPPED : Status.ERROR;
    }

    public static String render(Report report, Unjudged unjudged) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            new JUnitReport(report.policy(), unjudged).write(xml, report);
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
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testsuite");
            attribute(xml, "name", verdict.endpoint());
            attribute(xml, "tests", String.valueOf(cases.size()));
            attribute(xml, "failures", count(cases, Status.FAILURE));
            attribute(xml, "errors", count(cases, Status.ERROR));
            attribute(xml, "skipped", count(cases, Status.SKIPPED));
            attribute(xml, "time", "0");
            attribute(xml, "timestamp", report.time().toString().substring(0, "yyyy-MM-ddTHH:mm:ss".length()));
            sameRun(xml, verdict);
            for (Case test : cases) {
                write(xml, verdict, test);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    /** What passed has no message that could tell. */
    private static void sameRun(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
        Optional<String> beside = SameRunText.beside(verdict);
        if (beside.isPresent()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("properties");
            xml.writeEmptyElement("property");
            attribute(xml, "name", "compared");
            attribute(xml, "value", beside.get());
            xml.writeEndElement();
        }
    }

    private static void write(XMLStreamWriter xml, Verdict verdict, Case test) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", verdict.endpoint());
        attribute(xml, "name", test.name);
        attribute(xml, "time", "0");
        if (test.status != Status.PASSED) {
            xml.writeStartElement(test.status.name().toLowerCase(Locale.ROOT));
            attribute(xml, "message", test.message);
            if (test.status != Status.SKIPPED) {
                attribute(xml, "type", test.status == Status.FAILURE ? "REGRESSION" : "CANNOT_JUDGE");
                xml.writeCharacters(valid(test.message + numbers(verdict)));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private List<Case> cases(Verdict verdict) {
        List<Case> cases = new ArrayList<>();
        cases.add(failedRequests(verdict));
        Stream.of(Metric.values())
                .map(metric -> metric(verdict, metric))
                .flatMap(Optional::stream)
                .forEach(cases::add);
        return cases;
    }

    private Case failedRequests(Verdict verdict) {
        String name = "failed requests";
        if (verdict.result().isEmpty()) {
            return new Case(name, unjudged, verdict.reason());
        }
        return fails(verdict) ? new Case(name, Status.FAILURE, verdict.reason()) : new Case(name, Status.PASSED, "");
    }

    private Optional<Case> metric(Verdict verdict, Metric metric) {
        Optional<Comparison> comparison = verdict.comparisons().stream()
                .filter(compared -> compared.metric() == metric)
                .findFirst();
        boolean decides = comparison.filter(Comparison::gated).isPresent();
        if (!decides && !policy.gated().contains(metric)) {
            return Optional.empty();
        }
        String name = metric.toString();
        if (decides) {
            Status status = switch (comparison.get().outcome()) {
                case PASS -> Status.PASSED;
                case REGRESSION -> Status.FAILURE;
                case CANNOT_JUDGE -> unjudged;
            };
            return Optional.of(new Case(name, status, comparison.get().reason()));
        }
        if (comparison.isPresent() || fails(verdict)) {
            // Another metric decides in its place, or the failed requests have.
            return Optional.of(new Case(
                    name, Status.SKIPPED, comparison.map(Comparison::reason).orElse(verdict.reason())));
        }
        return Optional.of(
                verdict.outcome() == Outcome.CANNOT_JUDGE
                        ? new Case(name, unjudged, verdict.reason())
                        : new Case(name, Status.SKIPPED, "the source of the figures does not tell it"));
    }

    private boolean fails(Verdict verdict) {
        return verdict.outcome() == Outcome.REGRESSION
                && verdict.result()
                        .filter(result -> result.errorRate() > policy.maxErrorRate())
                        .isPresent();
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

    /** XML 1.0 has no way at all to write most control characters and half of a surrogate pair. */
    private static String valid(String text) {
        return text.replaceAll("[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
