package com.wattwell.portal;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.BigDecimalConverter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Decimal numbers as people write them, without exponents: written out again, 1E2000000000 would have two thousand million digits. What is wrong is
 * said as the converter of Faces says it.
 */
@FacesConverter(forClass = BigDecimal.class)
public class Decimals extends BigDecimalConverter {

    private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,30}([.][0-9]{1,30})?");

    @Override
    public Object getAsObject(FacesContext faces, UIComponent component, String text) throws ConverterException {
        boolean odd = text != null && !text.isBlank() && !FORM.matcher(text.strip()).matches();
        return super.getAsObject(faces, component, odd ? "-" : text); // which is no number
    }
}
