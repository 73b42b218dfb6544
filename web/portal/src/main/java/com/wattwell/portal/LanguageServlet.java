package com.wattwell.portal;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Switches the language and goes back to where the switch was. */
@WebServlet("/language")
public class LanguageServlet extends HttpServlet {

    private static final int ONE_YEAR_SECONDS = 365 * 24 * 3600;
    // a path of ours: no second slash (another host), nothing that could end the header
    private static final Pattern OWN_PAGE = Pattern.compile("/([A-Za-z0-9-][A-Za-z0-9./-]*)?(\\?[A-Za-z0-9=&%+._~-]*)?");

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String wanted = request.getParameter("to");
        if (Language.SPOKEN.stream().map(Locale::getLanguage).anyMatch(language -> language.equals(wanted))) {
            Cookie cookie = new Cookie(Language.COOKIE, wanted);
            cookie.setPath("/");
            cookie.setMaxAge(ONE_YEAR_SECONDS);
            cookie.setHttpOnly(true);
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
        }
        response.sendRedirect(ownPage(request.getParameter("back")));
    }

    /** The page to go back to, or the first one when the text is none of ours. */
    static String ownPage(String back) {
        boolean ours = back != null && OWN_PAGE.matcher(back).matches() && !back.contains("j_security_check");
        return ours ? back : "/";
    }
}
