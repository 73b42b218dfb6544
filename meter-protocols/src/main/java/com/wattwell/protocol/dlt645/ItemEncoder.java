package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.UnsupportedRequestException;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Turns an item's values into its bytes, the other way round of {@link DataIdentifier#decode}. */
final class ItemEncoder {

    private ItemEncoder() {
    }

    static byte[] encode(DataIdentifier identifier, List<String> values) {
        if (values.isEmpty()) {
            throw new UnsupportedRequestException("values of item " + identifier.item() + " are missing");
        }
        if (identifier.isProfile()) {
            return LoadProfile.encode(identifier, values);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int told = encode(identifier, values, 0, bytes);
        if (told != values.size()) {
            throw new UnsupportedRequestException("item " + identifier.item() + " takes " + told + " values, not " + values.size());
        }
        return bytes.toByteArray();
    }

    /** Writes values from {@code next} on and gives the index of the first one that is left over. */
    private static int encode(DataIdentifier identifier, List<String> values, int next, ByteArrayOutputStream bytes) {
        int at = next;
        if (identifier.isBlock()) {
            for (DataIdentifier part : identifier.parts()) {
                if (at < values.size()) {
                    at = encode(part, values, at, bytes);
                }
            }
            return at;
        }
        do {
            for (Field field : identifier.layout().fields()) {
                if (at >= values.size()) {
                    throw new UnsupportedRequestException("item " + identifier.item() + " needs more than " + values.size()
                            + " values");
                }
                bytes.writeBytes(bytes(identifier, field, values.get(at), at));
                at++;
            }
        } while (identifier.layout().repeats() && at < values.size());
        return at;
    }

    /** @param index the value's place among those that were handed in, for the message */
    static byte[] bytes(DataIdentifier identifier, Field field, String value, int index) {
        try {
            return field.bytes(value, identifier.width());
        } catch (IllegalArgumentException unfit) {
            throw new UnsupportedRequestException("value " + (index + 1) + " of item " + identifier.item() + " "
                    + unfit.getMessage());
        }
    }
}
