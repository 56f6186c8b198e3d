package analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between packages: read -> model -> judge -> render, never back. */
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

    @Test
    void packagesKnowOnlyWhatLiesBehindThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("analyzer..")
                .layer("command line")
                .definedBy("analyzer")
                .layer("selfcheck")
                .definedBy("analyzer.selfcheck")
                .layer("report")
                .definedBy("analyzer.report..")
                .layer("trend")
                .definedBy("analyzer.trend")
                .layer("verdict")
                .definedBy("analyzer.verdict")
                .layer("baseline")
                .definedBy("analyzer.baseline")
                .layer("gatling")
                .definedBy("analyzer.gatling")
                .layer("pool")
                .definedBy("analyzer.pool")
                .layer("csv")
                .definedBy("analyzer.csv")
                .layer("metrics")
                .definedBy("analyzer.metrics")
                .layer("io")
                .definedBy("analyzer.io")
                .whereLayer("command line")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("command line")
                .whereLayer("verdict")
                .mayOnlyBeAccessedByLayers("command line", "selfcheck", "report")
                .whereLayer("baseline")
                .mayOnlyBeAccessedByLayers("command line", "selfcheck", "report", "trend", "verdict")
                .whereLayer("trend")
                .mayOnlyBeAccessedByLayers("command line", "report")
                .whereLayer("selfcheck")
                .mayOnlyBeAccessedByLayers("command line")
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers("command line", "report")
                .whereLayer("gatling")
                .mayOnlyBeAccessedByLayers("command line", "selfcheck", "pool")
                .whereLayer("csv")
                .mayOnlyBeAccessedByLayers("command line")
                .check(MAIN);
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
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("analyzer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
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

    /** A scenario is one file: it knows Gatling's DSL and what scenarios are written with, and no other scenario but a mix does. */
    @Test
    void aScenarioKnowsOnlyWhatScenariosAreWrittenWith() {
        classes()
                .that()
                .resideInAPackage("simulations")
                .and()
                .areAssignableTo("simulations.scenario.ApiSimulation")
                .and()
                .areTopLevelClasses()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.gatling.javaapi..", "simulations.scenario", "simulations.config")
                .check(SIMULATIONS);
    }

    /** Scenarios are found as Gatling finds them: nothing else may list them. */
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
