package com.wattwell.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.ResourceBundle;

/** What stands around every page: choice of company, signing out, the words that scripts use. */
@Named
@RequestScoped
public class Frame {

    private static final String SCRIPT_TEXTS = "js.";

    @Inject
    private Language language;

    /** The texts below {@code js.} and {@code time.} as JSON. */
    public String getScriptTexts() {
        ResourceBundle bundle = ResourceBundle.getBundle(Texts.BUNDLE, language.getLocale());
        JsonObjectBuilder json = Json.createObjectBuilder();
        bundle.keySet().stream().filter(key -> key.startsWith(SCRIPT_TEXTS) || key.startsWith("time.")).sorted()
                .forEach(key -> json.add(key, bundle.getString(key)));
        return json.build().toString();
    }

    /** Whether a page belongs to this part of the menu. */
    public boolean at(String part) {
        String view = FacesContext.getCurrentInstance().getViewRoot().getViewId().toLowerCase(Locale.ROOT);
        String singular = part.endsWith("s") ? part.substring(0, part.length() - 1) : part;
        if (part.equals("meters") && view.startsWith("/meter-model")) {
            return false; // models have an entry of their own
        }
        if (part.equals("collectors") && view.startsWith("/collector-kind")) {
            return false; // kinds have an entry of their own
        }
        if (part.equals("batches")) {
            return view.startsWith("/batch");
        }
        if (part.equals("meters") && (view.equals("/ask.xhtml") || view.equals("/read-regularly.xhtml"))) {
            return true;
        }
        return view.equals("/" + part + ".xhtml") || view.equals("/" + singular + ".xhtml") || view.startsWith("/" + singular + "-");
    }

    /** Shows the same page again, now for the chosen company. */
    public void reload() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().redirect(LanguageServlet.ownPage(cameFrom(faces)));
    }

    /** The page whose form was sent, with its query. */
    static String cameFrom(FacesContext faces) {
        String referer = ((HttpServletRequest) faces.getExternalContext().getRequest()).getHeader("Referer");
        try {
            URI uri = URI.create(referer == null ? "/" : referer);
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    /** When a part of a page asks after the session has ended, the page is opened anew: signing in leads back to it. */
    public void askToSignIn() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (faces.getPartialViewContext().isAjaxRequest()) {
            faces.getExternalContext().redirect(LanguageServlet.ownPage(cameFrom(faces)));
            faces.responseComplete();
        }
    }

    public void signOut() throws IOException, ServletException {
        FacesContext faces = FacesContext.getCurrentInstance();
        HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
        request.logout();
        faces.getExternalContext().invalidateSession();
        faces.getExternalContext().redirect(faces.getExternalContext().getRequestContextPath() + "/sign-in?out=true");
    }

    /** The page to go back to from an error page. */
    public String getBack() {
        return LanguageServlet.ownPage(FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap().get("back"));
    }
}
