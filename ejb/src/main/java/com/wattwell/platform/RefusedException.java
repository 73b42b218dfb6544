package com.wattwell.platform;

import jakarta.ejb.ApplicationException;

/**
 * Input that is refused, with nothing done. {@code field} names where a person looks; {@code messageKey} is a key of the
 * portal's texts and {@code arguments} go into it.
 */
@ApplicationException(rollback = true)
public class RefusedException extends RuntimeException {

    /** What kind of refusal it is; REST maps it to a status. */
    public enum Kind {
        INVALID, NOT_FOUND, CONFLICT, FORBIDDEN
    }

    private final Kind kind;
    private final String field;
    private final String messageKey;
    private final transient Object[] arguments;

    /** @param message English sentence: what is wrong and what would be right */
    public RefusedException(Kind kind, String field, String messageKey, String message, Object... arguments) {
        super(message);
        this.kind = kind;
        this.field = field;
        this.messageKey = messageKey;
        this.arguments = arguments;
    }

    public static RefusedException invalid(String field, String messageKey, String message, Object... arguments) {
        return new RefusedException(Kind.INVALID, field, messageKey, message, arguments);
    }

    public static RefusedException notFound(String what, Object id) {
        return new RefusedException(Kind.NOT_FOUND, "id", "refused.notFound", "There is no " + what + " " + id + ".", what, id);
    }

    public Kind kind() {
        return kind;
    }

    public String field() {
        return field;
    }

    public String messageKey() {
        return messageKey;
    }

    public Object[] arguments() {
        return arguments == null ? new Object[0] : arguments;
    }
}
