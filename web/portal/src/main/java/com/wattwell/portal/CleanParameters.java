package com.wattwell.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Leaves out of what is typed or pasted what nobody means: NUL, which no database text holds, and the marks that turn the direction of
 * what stands around them (U+202A to U+202E, U+2066 to U+2069), which come along with pasted texts and can make one thing look like another.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = DispatcherType.REQUEST)
public class CleanParameters extends HttpFilter {

    private static final Pattern UNMEANT = Pattern.compile("[\\x00\\u202A-\\u202E\\u2066-\\u2069]");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        chain.doFilter(new Cleaned(request), response);
    }

    static String clean(String text) {
        return text == null ? null : UNMEANT.matcher(text).replaceAll("");
    }

    /** Nothing is read before somebody asks, who may set the encoding until then. */
    private static final class Cleaned extends HttpServletRequestWrapper {

        Cleaned(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getParameter(String name) {
            return clean(super.getParameter(name));
        }

        @Override
        public String[] getParameterValues(String name) {
            String[] values = super.getParameterValues(name);
            return values == null ? null : Arrays.stream(values).map(CleanParameters::clean).toArray(String[]::new);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> all = new LinkedHashMap<>();
            super.getParameterMap().keySet().forEach(name -> all.put(name, getParameterValues(name)));
            return all;
        }
    }
}
