package com.wattwell.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.component.UIViewParameter;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The language and the look of this browser's pages: kept in cookies, so that they are known before anybody signs in. */
@Named
@RequestScoped
public class Language {

    static final String COOKIE = "language";
    static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final String THEME_COOKIE = "theme";
    private static final List<String> THEMES = List.of("light", "dark");

    @Inject
    private HttpServletRequest request;

    private Locale locale;

    /** English or Chinese: as chosen, else what the browser prefers. */
    public Locale getLocale() {
        if (locale == null) {
            locale = of(request);
        }
        return locale;
    }

    /** For the {@code lang} attribute; Chinese is in simplified characters. */
    public String getTag() {
        return isChinese() ? "zh-Hans" : "en";
    }

    public boolean isChinese() {
        return Locale.CHINESE.getLanguage().equals(getLocale().getLanguage());
    }

    /** The language to switch to. */
    public String getOther() {
        return isChinese() ? "en" : "zh";
    }

    /**
     * Where to come back to after switching: the address the browser shows, also when another page answers for it. A form is sent without what the page was opened
     * with, so that is taken from the view.
     */
    public String getHere() {
        Object asked = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        String path = asked == null ? request.getRequestURI() : asked.toString();
        Object query = asked == null ? request.getQueryString() : request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        if (query == null && asked == null) {
            query = viewParameters();
        }
        return query == null ? path : path + "?" + query;
    }

    private static String viewParameters() {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (faces == null || faces.getViewRoot() == null) {
            return null;
        }
        StringJoiner query = new StringJoiner("&");
        for (UIViewParameter parameter : ViewMetadata.getViewParameters(faces.getViewRoot())) {
            String value = parameter.getStringValue(faces);
            if (value != null && !value.isEmpty()) {
                query.add(parameter.getName() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.length() == 0 ? null : query.toString();
    }

    /** {@code light}, {@code dark}, or {@code auto} for what the system prefers. */
    public String getTheme() {
        return cookie(request, THEME_COOKIE, THEMES, "auto");
    }

    /** The language of a request that is not a page. */
    public static Locale of(HttpServletRequest request) {
        String chosen = cookie(request, COOKIE, SPOKEN.stream().map(Locale::getLanguage).toList(), null);
        if (chosen != null) {
            return Locale.of(chosen);
        }
        String accepted = request.getHeader("Accept-Language");
        try {
            Locale best = accepted == null ? null : Locale.lookup(Locale.LanguageRange.parse(accepted), SPOKEN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // the header is anybody's text
        }
    }

    private static String cookie(HttpServletRequest request, String name, List<String> allowed, String otherwise) {
        Cookie[] cookies = request.getCookies();
        return cookies == null ? otherwise : Arrays.stream(cookies).filter(cookie -> name.equals(cookie.getName()))
                .map(Cookie::getValue).filter(allowed::contains).findFirst().orElse(otherwise);
    }
}
