package com.wattwell.system.inside;

import com.wattwell.server.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as it was packed, with one more WAR in it that carries the test. */
final class WholeApplication {

    private static final String DESCRIPTOR = "META-INF/application.xml";

    private WholeApplication() {
    }

    /** @param test the test class and whatever classes of this module it needs in the server */
    static EnterpriseArchive with(Class<?>... test) {
        EnterpriseArchive application = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Layout.ofSourceTree().application().toFile());
        WebArchive war = Testable.archiveToTest(ShrinkWrap.create(WebArchive.class, "inside.war").addClasses(test));
        String descriptor = text(application).replace("</application>", "").strip();
        int libraries = descriptor.indexOf("<library-directory>");
        return application.addAsModule(war).setApplicationXML(new StringAsset(descriptor.substring(0, libraries)
                + "<module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>"
                + descriptor.substring(libraries) + "</application>"));
    }

    private static String text(EnterpriseArchive application) {
        try (InputStream content = application.get(DESCRIPTOR).getAsset().openStream(); ByteArrayOutputStream text = new ByteArrayOutputStream()) {
            content.transferTo(text);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The application has no " + DESCRIPTOR, e);
        }
    }
}
