package com.wattwell.protocol.mbus;

import java.util.ArrayList;
import java.util.List;

/**
 * What a VIF says together with the VIFEs behind it (EN 13757-3, value information block).
 *
 * <pre>
 *   93       Volume, 10^-3 m^3
 *   93 3B    Volume, 10^-3 m^3, accumulation only if positive
 *   93 74    Volume, 10^-5 m^3
 * </pre>
 *
 * Meters use few of them again and again. So what one VIFE behind a VIF of the tables says is worked out once and kept; with
 * more VIFEs it is worked out anew, so that no stream of noise fills the memory.
 */
final class ValueInformationBlock {

    private static final int CODES = 128;
    private static final int NO_CORRECTION = Integer.MIN_VALUE;

    /** How a code behind this block is understood. */
    private enum Behind {
        COMBINABLE, COMBINABLE_EXTENSION, OF_THE_MANUFACTURER
    }

    private final ValueInformation vif;
    private final String unit;
    private final int exponent;
    private final int factor;
    private final Coding coding;
    private final int correction;
    private final Absence absence;
    private final List<String> modifiers;
    private final Behind behind;
    /** By VIFE; made by any thread, immutable. {@code null} where nothing is kept. */
    private final ValueInformationBlock[] followed;

    private ValueInformationBlock(ValueInformation vif, String unit, int exponent, int factor, Coding coding, int correction, Absence absence,
            List<String> modifiers, Behind behind, ValueInformationBlock[] followed) {
        this.vif = vif;
        this.unit = unit;
        this.exponent = exponent;
        this.factor = factor;
        this.coding = coding;
        this.correction = correction;
        this.absence = absence;
        this.modifiers = modifiers;
        this.behind = behind;
        this.followed = followed;
    }

    /** A VIF of the tables. */
    static ValueInformationBlock of(ValueInformation vif) {
        return of(vif, new ValueInformationBlock[CODES]);
    }

    /** A VIF that the meter spells out itself; its data have no scale. */
    static ValueInformationBlock plainText(String text) {
        return of(new ValueInformation(text, text, "-", 0, 1, Coding.NUMBER), null);
    }

    private static ValueInformationBlock of(ValueInformation vif, ValueInformationBlock[] followed) {
        return new ValueInformationBlock(vif, vif.unit(), vif.exponent(), vif.factor(), vif.coding(), NO_CORRECTION,
                vif.coding() == Coding.SECRET ? Absence.SECRET : null, List.of(),
                vif.coding() == Coding.MANUFACTURER ? Behind.OF_THE_MANUFACTURER : Behind.COMBINABLE, followed);
    }

    /** This block and one more VIFE. @param code without its extension bit */
    ValueInformationBlock followedBy(int code) {
        if (followed == null) {
            return combined(code);
        }
        ValueInformationBlock known = followed[code];
        if (known == null) {
            known = combined(code);
            followed[code] = known;
        }
        return known;
    }

    private ValueInformationBlock combined(int code) {
        return switch (behind) {
            case COMBINABLE -> combined(VifTable.combinable(code));
            case COMBINABLE_EXTENSION -> combined(VifTable.combinableExtension(code));
            case OF_THE_MANUFACTURER -> this;
        };
    }

    private ValueInformationBlock combined(ValueInformation vife) {
        return switch (vife.coding()) {
            case EXTENSION -> behind(Behind.COMBINABLE_EXTENSION);
            case MANUFACTURER -> behind(Behind.OF_THE_MANUFACTURER);
            case POWER -> with(unit, exponent + vife.exponent(), factor, coding, correction, absence, modifiers);
            case UNIT -> with(unit + vife.unit(), exponent, factor, coding, correction, absence, modifiers);
            case ADD -> with(unit, exponent, factor, coding, vife.exponent(), absence, and(vife));
            case ERROR -> with(unit, exponent, factor, coding, correction, isSecret() ? absence : new Absence(vife.quantity(), null), and(vife));
            case COUNT -> measuring("", 0, 1, Coding.UNSIGNED, vife);
            case DURATION -> measuring(vife.unit(), 0, vife.factor(), Coding.UNSIGNED, vife);
            case DATE -> measuring(vife.unit(), 0, 1, Coding.DATE, vife);
            case UNSIGNED -> measuring(unit, exponent, factor, Coding.UNSIGNED, vife);
            default -> with(unit, exponent, factor, coding, correction, absence, and(vife));
        };
    }

    private ValueInformationBlock behind(Behind next) {
        return new ValueInformationBlock(vif, unit, exponent, factor, coding, correction, absence, modifiers, next, null);
    }

    /** Something else than what the VIF says is measured; a secret stays one. */
    private ValueInformationBlock measuring(String itsUnit, int itsExponent, int itsFactor, Coding itsCoding, ValueInformation vife) {
        return with(itsUnit, itsExponent, itsFactor, itsCoding, correction, absence, and(vife));
    }

    private ValueInformationBlock with(String itsUnit, int itsExponent, int itsFactor, Coding itsCoding, int itsCorrection, Absence itsAbsence,
            List<String> itsModifiers) {
        return new ValueInformationBlock(vif, itsUnit, itsExponent, itsFactor, itsCoding, itsCorrection, itsAbsence, itsModifiers,
                Behind.COMBINABLE, null);
    }

    private List<String> and(ValueInformation vife) {
        if (vife.quantity().isEmpty()) {
            return modifiers;
        }
        List<String> more = new ArrayList<>(modifiers);
        more.add(vife.quantity());
        return List.copyOf(more);
    }

    String quantity() {
        return vif.quantity();
    }

    String quantityZh() {
        return vif.quantityZh();
    }

    /** The base unit, or empty. */
    String unit() {
        return unit;
    }

    /** Value = data · factor · 10^exponent, in the base unit. */
    int exponent() {
        return exponent;
    }

    int factor() {
        return factor;
    }

    Coding coding() {
        return coding;
    }

    boolean isSecret() {
        return absence == Absence.SECRET;
    }

    /** Why the data mean nothing or are not told, or {@code null} when they give a value. */
    Absence absence() {
        return absence;
    }

    boolean hasCorrection() {
        return correction != NO_CORRECTION;
    }

    /** The power of ten that is added to the value (VIFE 78 to 7B). */
    int correction() {
        return correction;
    }

    /** What the VIFEs say about the value, in words. */
    List<String> modifiers() {
        return modifiers;
    }
}
