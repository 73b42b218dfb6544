package com.wattwell.system;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.wattwell.server.Layout;
import java.nio.file.Path;

/** Pictures of pages, for people to look at, in {@code system-tests/target/screenshots}. */
public final class Screenshots {

    private Screenshots() {
    }

    /** Takes the whole page once nothing is loading any more. */
    public static void take(Page page, String name) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        takeNow(page, name);
    }

    static void takeNow(Page page, String name) {
        Path file = Layout.ofSourceTree().project().resolve("system-tests/target/screenshots").resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
