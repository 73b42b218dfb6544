package com.wattwell.system;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The system's Chromium, driven by Playwright with the system's Node; neither is downloaded. */
public final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    /** @throws TestAbortedException saying what to install, when there is no browser */
    public Browser() {
        Path program = NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst()
                .orElseThrow(() -> new TestAbortedException("No chromium on the PATH, so nobody looked at the pages: install it (Debian: apt-get install chromium fonts-noto-cjk)."));
        Path node = onPath("node")
                .orElseThrow(() -> new TestAbortedException("No node on the PATH, which drives the browser: install it (Debian: apt-get install nodejs)."));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        this.chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** A window without cookies, of the screen's width and height in CSS pixels; the caller closes its context. */
    public Page open(Screen screen, String language) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setLocale(language));
        return context.newPage();
    }

    /** A window in which somebody has signed in and sees the first page; all users of tests have the admin's password. */
    public Page signedIn(TestServer server, String name, Screen screen, String language) {
        Page page = open(screen, language);
        page.navigate(server.url());
        page.fill("#user", name);
        page.fill("#password", server.adminPassword());
        page.click("#sign-in-button");
        page.locator("#online-now").waitFor();
        return page;
    }

    /** Every page that is open now. */
    List<Page> pages() {
        return chromium.contexts().stream().flatMap(context -> context.pages().stream()).toList();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The screens that pages are made for. */
    public enum Screen {
        WIDE(1440, 900), PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        int width() {
            return width;
        }

        int height() {
            return height;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
