package com.wattwell.protocol.dlt645;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same as {@link MutationFuzzTest}, led by coverage, for as long as one has time. It puts an agent into the JVM, so it does not
 * run with the suite:
 *
 * <pre>
 *   JAZZER_FUZZ=1 mvn -pl meter-protocols test -Dtest=CoverageFuzzTest
 * </pre>
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
class CoverageFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void nothingButARefusalComesOfBadBytes(byte[] bytes) {
        FuzzTarget.check(bytes);
    }
}
