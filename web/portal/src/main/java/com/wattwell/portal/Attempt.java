package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.visit.VisitContext;
import jakarta.faces.component.visit.VisitResult;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;

/** Does what a person asked for; when it is refused, the reason stands beside the field it is about. */
@Named
@RequestScoped
public class Attempt {

    @Inject
    private Texts texts;

    /** @return whether it was done */
    public boolean to(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RefusedException refused) {
            FacesContext faces = FacesContext.getCurrentInstance();
            UIInput field = field(faces, refused.field());
            FacesMessage message = new FacesMessage(FacesMessage.SEVERITY_ERROR, texts.refused(refused), null);
            if (field == null) {
                faces.addMessage(null, message);
            } else {
                field.setValid(false);
                keep(field);
                faces.addMessage(field.getClientId(faces), message);
            }
            faces.validationFailed();
            return false;
        }
    }

    /**
     * What was written stays in its field. Where empty texts count as nothing, Faces says of a field that is invalid and has no submitted value that
     * the empty text was submitted, and shows that; but a field that was refused here has handed its value on already.
     */
    private static void keep(UIInput field) {
        String written = switch (field.getValue()) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Enum<?> word -> word.name();
            case null, default -> null; // what has another form than its text is told by its converter
        };
        if (written != null) {
            field.setSubmittedValue(written);
        }
    }

    /** Says in passing that something was done. */
    public void say(String key, Object... arguments) {
        tell(FacesMessage.SEVERITY_INFO, key, arguments);
    }

    /** Says that something came to another end than was hoped for. */
    public void warn(String key, Object... arguments) {
        tell(FacesMessage.SEVERITY_WARN, key, arguments);
    }

    private void tell(FacesMessage.Severity severity, String key, Object... arguments) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage(null, new FacesMessage(severity, texts.of(key, arguments), null));
        faces.getExternalContext().getFlash().setKeepMessages(true);
    }

    private static UIInput field(FacesContext faces, String id) {
        UIInput[] found = new UIInput[1];
        faces.getViewRoot().visitTree(VisitContext.createVisitContext(faces), (context, component) -> {
            if (component instanceof UIInput input && component.getId().equals(id) && isShown(component)) {
                found[0] = input;
                return VisitResult.COMPLETE;
            }
            return VisitResult.ACCEPT;
        });
        return found[0];
    }

    private static boolean isShown(UIComponent component) {
        return component == null || component.isRendered() && isShown(component.getParent());
    }
}
