package com.wattwell.usage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The way from readings to usage knows nothing but Java and the words of tariffs; its edge is {@code usage.book}. */
@AnalyzeClasses(packages = "com.wattwell.usage", importOptions = ImportOption.DoNotIncludeTests.class)
class UsageIsPureTest {

    @ArchTest
    static final ArchRule NOTHING_BUT_JAVA = noClasses().that().resideInAPackage("com.wattwell.usage")
            .should().dependOnClassesThat().resideOutsideOfPackages("com.wattwell.usage", "com.wattwell.tariff", "java..");
}
