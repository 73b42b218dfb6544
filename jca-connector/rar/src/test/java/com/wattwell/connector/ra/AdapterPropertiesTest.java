package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.dtu.Registration;
import com.wattwell.protocol.dtu.RegistrationPattern;
import jakarta.resource.spi.ConfigProperty;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class AdapterPropertiesTest {

    @Test
    void theDescriptorSetsEachPropertyByItsExpressionAndItsDefault() throws Exception {
        Map<String, String> inCode = new LinkedHashMap<>();
        for (Field field : AdapterProperties.class.getDeclaredFields()) {
            ConfigProperty property = field.getAnnotation(ConfigProperty.class);
            if (property != null) {
                inCode.put(field.getName(), "${wattwell.collectors." + field.getName() + ":" + property.defaultValue() + "}");
                assertThat(property.description()).as(field.getName()).isNotEmpty();
                assertThat(field.getType()).as("JCA wants wrappers").isIn(String.class, Integer.class);
            }
        }
        Map<String, String> inDescriptor = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(Path.of("src/main/rar/META-INF/ironjacamar.xml"))) {
            NodeList properties = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("config-property");
            for (int i = 0; i < properties.getLength(); i++) {
                inDescriptor.put(((Element) properties.item(i)).getAttribute("name"), properties.item(i).getTextContent());
            }
        }

        assertThat(inDescriptor).isEqualTo(inCode);
    }

    @Test
    void everyPropertyHasASetter() throws Exception {
        for (Field field : AdapterProperties.class.getDeclaredFields()) {
            if (field.isAnnotationPresent(ConfigProperty.class)) {
                Method setter = AdapterProperties.class.getMethod("set" + Character.toUpperCase(field.getName().charAt(0))
                        + field.getName().substring(1), field.getType());
                assertThat(setter.getReturnType()).isEqualTo(void.class);
            }
        }
    }

    @Test
    void theDefaultsMakeAWholeAdapter() {
        AdapterProperties properties = new CollectorResourceAdapter();

        assertThat(properties.plainAddress().getPort()).isEqualTo(8600);
        assertThat(properties.plainAddress().getAddress().isLoopbackAddress()).isTrue();
        assertThat(properties.tlsAddress()).isNull();
        assertThat(properties.socketRules().bytesKept()).isEqualTo(4096);
        assertThat(properties.lineRules().queueLimit()).isEqualTo(512);
        assertThat(properties.marks().stopReading()).isEqualTo(20_000);
        assertThat(properties.redelivery().aloneTries()).isEqualTo(3);
        assertThat(properties.balancerAddresses()).isEmpty();
    }

    @Test
    void theDefaultPatternsTakeWhatBoxesUsuallySend() {
        assertThat(id("LOGIN:1001")).isEqualTo("1001");
        assertThat(id("355837089512343\r\n")).isEqualTo("355837089512343");
        assertThat(id("CD-0001,s3cret")).isEqualTo("CD-0001");
        assertThat(id("13066668888")).isEqualTo("13066668888");
    }

    private static String id(String registration) {
        byte[] bytes = registration.getBytes(StandardCharsets.US_ASCII);
        return ((Registration.Matched) RegistrationPattern.first(new CollectorResourceAdapter().registrationPatterns(), bytes, 0, bytes.length, true)).id();
    }
}
