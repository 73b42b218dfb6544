package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private final AtomicInteger asked = new AtomicInteger();

    private Integer look(Rendering rendering) {
        return rendering.once("count", asked::incrementAndGet);
    }

    @Test
    void aThingIsLookedUpOnceARendering() {
        Rendering rendering = new Rendering();
        assertThat(look(rendering)).isEqualTo(1);
        assertThat(look(rendering)).isEqualTo(1);
        assertThat(rendering.<String>once("other", () -> "another thing")).isEqualTo("another thing");
        rendering.begin();
        assertThat(look(rendering)).isEqualTo(2);
    }

    @Test
    void alsoWhatIsNotThereIsLookedUpOnce() {
        Rendering rendering = new Rendering();
        for (int i = 0; i < 3; i++) {
            assertThat(rendering.<String>once("nothing", () -> {
                asked.incrementAndGet();
                return null;
            })).isNull();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPageThatWasPutAwayWithItsSessionLooksAnew() throws IOException, ClassNotFoundException {
        Rendering rendering = new Rendering();
        look(rendering);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(rendering);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(look((Rendering) in.readObject())).isEqualTo(2);
        }
    }
}
