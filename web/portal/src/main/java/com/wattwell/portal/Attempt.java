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
                faces.addMessage(field.getClientId(faces), message);
            }
            faces.validationFailed();
            return false;
        }
    }

    /** Says in passing that something was done. */
    public void say(String key, Object... arguments) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, texts.of(key, arguments), null));
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
