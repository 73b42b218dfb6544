package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import org.junit.jupiter.api.Test;

class ByteTextTest {

    @Test
    void textAndHexSayTheSame() {
        assertThat(ByteText.parse("heartbeat", "text:ping")).isEqualTo(ByteText.parse("heartbeat", "hex:70 69 6e 67"));
    }

    @Test
    void nothingWrittenIsNoBytes() {
        assertThat(ByteText.parse("heartbeat", null)).isEmpty();
        assertThat(ByteText.parse("heartbeat", " ")).isEmpty();
    }

    @Test
    void whatIsNotBytesIsRefusedWithItsField() {
        for (String wrong : new String[] {"ping", "text:", "hex:F", "hex:GG", "text:心跳", "text:" + "x".repeat(81)}) {
            assertThatThrownBy(() -> ByteText.parse("heartbeatAnswer", wrong)).as(wrong).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.field()).isEqualTo("heartbeatAnswer"));
        }
    }
}
