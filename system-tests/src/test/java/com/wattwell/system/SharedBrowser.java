package com.wattwell.system;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Browser} of the suite. After each test its windows are closed; a test that failed leaves a
 * picture of what it saw.
 */
public final class SharedBrowser implements ParameterResolver, AfterEachCallback {

    private static final Namespace SUITE = Namespace.create(SharedBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(SUITE).getOrComputeIfAbsent(Browser.class, type -> new Browser(), Browser.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Browser browser = context.getRoot().getStore(SUITE).get(Browser.class, Browser.class);
        if (browser == null) {
            return;
        }
        List<Page> pages = browser.pages();
        if (context.getExecutionException().isPresent()) {
            String test = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
            for (int i = 0; i < pages.size(); i++) {
                Screenshots.takeNow(pages.get(i), "failed/" + test + "-" + i);
            }
        }
        pages.stream().map(Page::context).distinct().forEach(BrowserContext::close);
    }
}
