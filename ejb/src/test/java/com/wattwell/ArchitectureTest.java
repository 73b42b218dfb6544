package com.wattwell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design run one way: web and batch to ejb, ejb to the connector's api, that to the protocols. */
@AnalyzeClasses(packages = "com.wattwell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PROTOCOLS_KNOW_NOTHING_BUT_JAVA = noClasses().that().resideInAPackage("com.wattwell.protocol..")
            .should().dependOnClassesThat().resideOutsideOfPackages("com.wattwell.protocol..", "java..");

    @ArchTest
    static final ArchRule THE_CONNECTORS_API_KNOWS_NO_BUSINESS = noClasses().that().resideInAPackage("com.wattwell.connector..")
            .should().dependOnClassesThat().resideInAnyPackage("com.wattwell.metering..", "com.wattwell.control..", "com.wattwell.schedule..",
                    "com.wattwell.collector..", "com.wattwell.calendar..", "com.wattwell.identity..", "com.wattwell.keymachine..", "com.wattwell.platform..");

    @ArchTest
    static final ArchRule THE_BUSINESS_KNOWS_NEITHER_THE_ADAPTERS_INSIDES_NOR_ITS_CALLERS = noClasses()
            .that().resideInAnyPackage("com.wattwell.metering..", "com.wattwell.control..", "com.wattwell.schedule..", "com.wattwell.collector..",
                    "com.wattwell.calendar..", "com.wattwell.identity..", "com.wattwell.keymachine..", "com.wattwell.platform..")
            .should().dependOnClassesThat().resideInAnyPackage("com.wattwell.connector.ra..", "com.wattwell.portal..", "com.wattwell.api..",
                    "com.wattwell.batch..", "io.netty..", "jakarta.faces..", "jakarta.ws..");

    @ArchTest
    static final ArchRule WHEN_A_SCHEDULE_FALLS_DUE_IS_PURE = noClasses().that().haveSimpleNameStartingWith("Recurrence")
            .or().haveSimpleNameStartingWith("SwitchingHours").or().haveSimpleNameStartingWith("WorkingDays").or().haveSimpleNameStartingWith("SweepForecast")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "jakarta.inject..", "java.sql..", "javax.sql..");

    /** Their database edges are packages of their own. */
    @ArchTest
    static final ArchRule THE_CORE_OF_MONEY_IS_PURE = noClasses().that().resideInAnyPackage("com.wattwell.tariff", "com.wattwell.ledger", "com.wattwell.usage")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..", "com.wattwell.platform..", "com.wattwell.identity..");

    /** The container's proxies take nothing else; without a server nobody would notice. */
    @ArchTest
    static final ArchRule WHAT_A_SESSION_BEAN_IS_ASKED_IS_PUBLIC = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods()
            .that().areDeclaredInClassesThat().areAnnotatedWith(jakarta.ejb.Stateless.class).or().areDeclaredInClassesThat().areAnnotatedWith(jakarta.ejb.Singleton.class)
            .and().areNotStatic().and().areNotPrivate().and().areNotAnnotatedWith(jakarta.annotation.PostConstruct.class)
            .and().areNotAnnotatedWith(jakarta.annotation.PreDestroy.class).and().areNotAnnotatedWith(jakarta.ejb.Schedule.class).should().bePublic();

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_AND_WHAT_READS_ROWS_TOUCH_JDBC = noClasses().that().resideOutsideOfPackage("com.wattwell.platform..")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.sql.Connection");
}
