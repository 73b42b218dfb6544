package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a person sees when a page fails: a refusal that no form has caught becomes 403 or 404, a page that was open too
 * long leads back to itself, and anything else becomes the error page; never a stack trace.
 */
public class FailureHandler extends ExceptionHandlerWrapper {

    /** The parameter that names what sent the form, and what sends it for parts that move by themselves. */
    private static final String SOURCE = "jakarta.faces.source";
    private static final String LIVE = "live:tick";

    private static final Logger LOG = Logger.getLogger(FailureHandler.class.getName());

    public FailureHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            ExceptionQueuedEventContext failure = (ExceptionQueuedEventContext) events.next().getSource();
            if (answer(failure.getContext(), failure.getException())) {
                events.remove();
            }
        }
        getWrapped().handle();
    }

    private static boolean answer(FacesContext faces, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ViewExpiredException) {
                if (LIVE.equals(faces.getExternalContext().getRequestParameterMap().get(SOURCE))) {
                    return redirect(faces, LanguageServlet.ownPage(Frame.cameFrom(faces))); // nobody did anything: the page is simply opened anew
                }
                return redirect(faces, "/errors/expired.xhtml?back=" + URLEncoder.encode(Frame.cameFrom(faces), StandardCharsets.UTF_8));
            }
            if (cause instanceof RefusedException refused) {
                return refuse(faces, refused);
            }
        }
        if (faces.getPartialViewContext().isAjaxRequest()) {
            LOG.log(Level.SEVERE, "A page failed", thrown);
            return redirect(faces, "/errors/500.xhtml");
        }
        return false; // the container logs it and shows the error page with its status
    }

    private static boolean refuse(FacesContext faces, RefusedException refused) {
        int status = switch (refused.kind()) {
            case FORBIDDEN -> 403;
            case NOT_FOUND, INVALID, CONFLICT -> 404;
        };
        if (faces.getPartialViewContext().isAjaxRequest()) {
            return redirect(faces, "/errors/" + status + ".xhtml");
        }
        ExternalContext external = faces.getExternalContext();
        if (external.isResponseCommitted()) {
            return false;
        }
        try {
            external.responseSendError(status, null);
            faces.responseComplete();
            return true;
        } catch (IOException e) {
            throw new FacesException(e);
        }
    }

    private static boolean redirect(FacesContext faces, String page) {
        ExternalContext external = faces.getExternalContext();
        if (external.isResponseCommitted()) {
            return false;
        }
        try {
            external.redirect(external.getRequestContextPath() + page);
            faces.responseComplete();
            return true;
        } catch (IOException e) {
            throw new FacesException(e);
        }
    }
}
