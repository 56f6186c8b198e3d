package analyzer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Slug;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import simulations.LiveSimulation;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.LoadSimulation;

/** Dependencies between packages: read -> model -> judge -> render, never back. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("analyzer");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("standin");
    private static final JavaClasses SIMULATIONS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("simulations");

    /** The diagram in docs/ARCHITECTURE.md, which omits the model, the files and the command line. */
    @Test
    void theDiagramShowsWhatTheCodeDoes() throws IOException {
        Set<String> drawn = Pattern.compile("^ +(\\w+) --> (\\w+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/ARCHITECTURE.md")))
                .results()
                .map(arrow -> arrow.group(1) + " uses " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> coded = MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(use -> part(use.getOriginClass()) + " uses " + part(use.getTargetClass()))
                .filter(use -> use.matches("(?!metrics|io)(\\w+) uses (?!metrics|io|\\1)\\w+"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(coded, drawn);
    }

    /** The table of places in docs/ARCHITECTURE.md names only classes and methods that exist. */
    @Test
    void thePlacesToFindThingsExist() throws IOException {
        Matcher place = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)(?:\\.(\\w+))?`")
                .matcher(Files.readString(Path.of("docs/ARCHITECTURE.md")));
        int places = 0;
        for (; place.find(); places++) {
            String file = place.group(1) + ".java";
            Path found = Stream.of("src/main/java/analyzer", "src/main/java", "src/test/java")
                    .map(folder -> Path.of(folder, file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(file + " does not exist"));
            String method = place.group(2);
            assertTrue(
                    method == null || Files.readString(found).contains(" " + method + "("),
                    found + " has no " + method);
        }
        assertTrue(places >= 15, places + " places");
    }

    /** The package within analyzer; empty for the command line and for libraries. */
    private static String part(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("analyzer.") ? name.split("[.]")[1] : "";
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("analyzer.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void theModelKnowsNoFileAndNoFormat() {
        noClasses()
                .that()
                .resideInAnyPackage("analyzer.metrics", "analyzer.verdict", "analyzer.trend")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio..", "tools.jackson..", "analyzer.io")
                .check(MAIN);
    }

    @Test
    void theJudgeIsAFunctionOfItsArguments() {
        noClasses()
                .that()
                .resideInAPackage("analyzer.verdict")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLineKnowsItselfAndItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("analyzer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("analyzer", "picocli..")
                .check(MAIN);
    }

    @Test
    void theAnalyzerKnowsNeitherGatlingNorTheSimulations() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gatling..", "simulations..", "standin..")
                .check(MAIN);
    }

    /**
     * A scenario is one file. Of this project it can use only the API for scenarios, and of Gatling only the types of its DSL. Only a
     * mix can use other scenarios. Libraries and code that several scenarios share are not restricted.
     */
    @Test
    void aScenarioKnowsOnlyWhatScenariosAreWrittenWith() {
        scenarios()
                .and()
                .resideInAPackage("simulations..")
                .and(not(inTests()))
                .should(knowOnlyWhatScenariosAreWrittenWith())
                .check(SIMULATIONS);
    }

    @Test
    void aScenarioCanHaveClassesOfItsOwnAndSignRequests() {
        ArchRule rule = scenarios().should(knowOnlyWhatScenariosAreWrittenWith());
        rule.check(classesOf(Signing.class, Signing.Song.class));
        assertTrue(rule.evaluate(classesOf(Prying.class)).hasViolation());
        assertTrue(rule.evaluate(classesOf(Copying.class)).hasViolation());
    }

    /** Otherwise Gatling ends before any code of this project can record that the simulation did not run. */
    @Test
    void gatlingCanConstructEverySimulation() {
        ArchRule rule = classes()
                .that()
                .areAssignableTo(LoadSimulation.class)
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .bePublic()
                .andShould(haveAPublicConstructorWithoutArguments());
        rule.check(SIMULATIONS.that(not(inTests())));
        assertTrue(rule.evaluate(classesOf(Signing.class)).hasViolation());
        assertTrue(rule.evaluate(classesOf(Hiding.class)).hasViolation());
    }

    private static ArchCondition<JavaClass> haveAPublicConstructorWithoutArguments() {
        return ArchConditions.have(describe(
                "a public constructor without arguments",
                type -> type.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getParameters().isEmpty()
                                && constructor.getModifiers().contains(JavaModifier.PUBLIC))));
    }

    private static JavaClasses classesOf(Class<?>... types) {
        return new ClassFileImporter().importClasses(types);
    }

    private static GivenClassesConjunction scenarios() {
        return classes().that().areAssignableTo(ApiSimulation.class);
    }

    private static DescribedPredicate<JavaClass> inTests() {
        return describe("nested in tests", type -> outermost(type).endsWith("Test"));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("[$].*", "");
    }

    private static ArchCondition<JavaClass> knowOnlyWhatScenariosAreWrittenWith() {
        DescribedPredicate<JavaClass> internal = resideInAnyPackage(
                        "analyzer..", "standin..", "simulations..", "io.gatling..")
                .and(not(resideInAnyPackage(
                        "simulations",
                        "simulations.scenario",
                        "simulations.config",
                        "io.gatling.javaapi..",
                        // Arguments and results of functions in the DSL.
                        "io.gatling.http.client..",
                        "io.gatling.http.response..")));
        return new ArchCondition<>("know only what scenarios are written with") {
            @Override
            public void check(JavaClass scenario, ConditionEvents events) {
                for (Dependency dependency : scenario.getDirectDependenciesFromSelf()) {
                    JavaClass known = dependency.getTargetClass().getBaseComponentType();
                    if (!outermost(known).equals(outermost(scenario))
                            && (internal.test(known) || isOtherScenario(known))) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isOtherScenario(JavaClass type) {
        return type.isAssignableTo(LoadSimulation.class)
                && !type.getPackageName().equals("simulations.scenario");
    }

    /** A scenario with a class of its own and Gatling's own types. */
    private static final class Signing extends ApiSimulation {

        private record Song(String title) {}

        @Override
        protected ChainBuilder iteration(Api api) {
            return CoreDsl.exec(api.get("/" + new Song("x").title()).sign((request, session) -> {
                request.getHeaders().set("X-Signature", request.getUri().getPath());
                return request;
            }));
        }
    }

    /** A scenario that Gatling cannot construct. */
    public static final class Hiding extends ApiSimulation {

        private final String path;

        Hiding(String path) {
            this.path = path;
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return CoreDsl.exec(api.get(path));
        }
    }

    /** A scenario that uses the analyzer. */
    private static final class Prying extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return CoreDsl.exec(api.get("/" + Slug.of("/x")));
        }
    }

    /** A scenario that uses another one. */
    private static final class Copying extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return CoreDsl.exec(api.get("/" + LiveSimulation.class.getSimpleName()));
        }
    }

    /** Scenarios are found as Gatling finds them. No code lists them. */
    @Test
    void nothingListsTheScenarios() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "simulations.scenario", "simulations.config", "simulations.target", "simulations.run")
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("simulations")
                .check(SIMULATIONS);
    }

    @Test
    void arrowsBetweenThePartsOfTheLoadPointOneWay() {
        slices().matching("simulations.(*)..").should().beFreeOfCycles().check(SIMULATIONS);
        noClasses()
                .that()
                .resideInAnyPackage("simulations.config", "simulations.target", "simulations.run")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gatling..", "simulations.scenario")
                .check(SIMULATIONS);
    }

    @Test
    void onlyTheRunKnowsTheMachine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("simulations.run")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("oshi..", "org.HdrHistogram..", "java.lang.management..", "com.sun.management..")
                .check(SIMULATIONS);
    }

    @Test
    void theStandInStandsAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("analyzer..", "simulations..", "io.gatling..")
                .allowEmptyShould(true)
                .check(TESTS);
    }
}
