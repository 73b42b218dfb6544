package com.wattwell.customer;

import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sheet;
import com.wattwell.tariff.ContractTerms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A row of another system: an account with a meter. An account with several meters has several rows; its balance stands in the first.
 *
 * @param balanceFen   what the customer has with us; negative what he owes; 0 in the further rows of an account
 * @param register     the total register at the cut-over, or {@code null}
 * @param yearToDate   what has been charged in the running step year
 * @param terms        beside the tariff; their columns may be missing
 */
record CutOverRow(int number, String account, String customer, String phone, String meter, String tariff, AccountMode mode, int household, long balanceFen, BigDecimal register,
                  BigDecimal multiplier, BigDecimal yearToDate, BigDecimal monthToDate, ContractTerms terms) {

    static final List<String> HEADING = List.of("户号 Account", "姓名 Customer", "电话 Phone", "表号 Meter", "电价代码 Tariff", "方式 Mode", "人数 Household", "余额元 Balance",
            "表底 Register", "倍率 Multiplier", "本年已用 Year to date", "本月已用 Month to date",
            "合同需量千瓦 Contract kW", "变压器容量千伏安 Capacity kVA", "床位 Beds");
    static final List<List<String>> EXAMPLE = List.of(
            List.of("0100012345", "张三", "13800138000", "202311000001", "HOME", "POSTPAID", "3", "-35.20", "1234.56", "1", "1800", "120", "", "", ""));
    private static final BigDecimal MOST = new BigDecimal("100000000");

    static CutOverRow of(Sheet.Row row) {
        AccountMode mode;
        try {
            mode = row.cell(5).isEmpty() ? AccountMode.POSTPAID : AccountMode.valueOf(row.cell(5).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("mode", "refused.accountMode", "mode must be PREPAID_SERVER, PREPAID_METER or POSTPAID.");
        }
        BigDecimal household = number(row.cell(6), BigDecimal.ONE);
        if (household.compareTo(BigDecimal.ONE) < 0 || household.compareTo(BigDecimal.valueOf(99)) > 0) {
            throw RefusedException.invalid("householdSize", "refused.householdSize", "householdSize must be from 1 to 99.");
        }
        return new CutOverRow(row.number(), row.cell(0).toUpperCase(Locale.ROOT), row.cell(1), row.cell(2), row.cell(3), row.cell(4).toUpperCase(Locale.ROOT), mode, household.intValue(),
                fen(row.cell(7)), number(row.cell(8), null), number(row.cell(9), BigDecimal.ONE), number(row.cell(10), BigDecimal.ZERO), number(row.cell(11), BigDecimal.ZERO), terms(row));
    }

    private static ContractTerms terms(Sheet.Row row) {
        BigDecimal beds = number(row.cell(14), BigDecimal.ONE);
        if (beds.stripTrailingZeros().scale() > 0) {
            throw RefusedException.invalid("beds", "refused.rowNumber", "This is no number of beds: " + row.cell(14) + ".", row.cell(14));
        }
        return TermsCheck.checked(new ContractTerms(number(row.cell(12), null), number(row.cell(13), null), beds.intValue()));
    }

    private static long fen(String text) {
        BigDecimal yuan = number(text, BigDecimal.ZERO);
        if (yuan.stripTrailingZeros().scale() > 2) {
            throw RefusedException.invalid("balance", "refused.rowAmount", "An amount has at most two decimals: " + text + ".", text);
        }
        return yuan.movePointRight(2).longValueExact();
    }

    private static BigDecimal number(String text, BigDecimal none) {
        if (text.isEmpty()) {
            return none;
        }
        try {
            BigDecimal number = new BigDecimal(text.replace(",", ""));
            if (number.abs().compareTo(MOST) <= 0 && number.scale() <= 8) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw RefusedException.invalid("value", "refused.rowNumber", "This is no number: " + text + ".", text);
    }
}
