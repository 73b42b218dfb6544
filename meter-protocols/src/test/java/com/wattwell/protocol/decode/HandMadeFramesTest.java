package com.wattwell.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that nobody published: made by hand from the rules of the standards, for what the published ones do not show. */
class HandMadeFramesTest {

    private final HexLineDecoder decoder = new HexLineDecoder(Notations.ALL);

    /** The facts by their keys; {@code ~} stands for "somewhere in it". */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a current that flows back | 68129078563412689107333435358967C5A416 | value=-123.456; unit=A
            the smallest negative power | 68129078563412689107333336353433B30916 | value=-0.0001; unit=kW
            a power factor of -1 | 681290785634126891063333393533C3E716 | value=-1.000
            phases that are not wired | 6812907856341268910A333234353555323232324116 | value=[220.2, null, null]; unit=V
            a block with signs and an absent phase | 68129078563412689110333236358987458987C53232323333B3D016 | value=[12.5456, -12.5456, null, 0.0000]
            forward energy has no sign | 6812907856341268910833333433456789CCED16 | value=995634.12
            combined energy has one | 6812907856341268910833333333456789BCDC16 | value=-95634.12
            combined energies, one absent | 68129078563412689114333233338967C5B333343333333433B3323232324016 | value=[-9234.56, 1.00, -1.00, null]
            a freeze that was not made | 681290785634126891083335343332323232B616 | value=null; unit=kWh
            below zero inside the meter | 681290785634126891063A33B33584B5AB16 | value=-25.1; unit=degC
            a demand that never was | 6812907856341268910C3333343432323232323232328116 | value={demand=null, time_YYMMDDhhmm=null}
            a reactive demand with sign | 6812907856341268910C333336346745B56343544456E816 | value={demand=-2.1234, time_YYMMDDhhmm=2311211030}; unit=kvar
            a digit that is none | 6812907856341268910735343337DD63457616 | value={bad_bcd=1230AA}
            an identifier that no table has | 68129078563412689106403F3E3D34358016 | di=0A0B0C0D; raw=0102; item=null; value=null
            the hoarding limit of energy | 681290785634126891083642333733343333CE16 | value=1.00; unit=kWh; item=EXT prepayment: hoarding energy limit
            the overdraft limit of money is the third | 681290785634126891083643333733343333CF16 | unit=yuan; item=EXT prepayment: overdraft amount limit
            zones of a year | 6812907856341268910A3333343734343435343A3116 | value=[010101, 070102]
            a power-down that never was | 68129078563412689110343344363232323232323232323232326016 | value=null
            counts of three phases, one absent | 6812907856341268911633333436343333433333353333533333323232323232C016 | value=[1, 10, 2, 20, null, null]
            start of a table: its identifier alone | 6812907856341268910433333433E816 | di=00010000; value=null; raw=null
            an answer without data | 681290785634126891001716 | valid=true; di=null; data_minus33=
            a piece of a long answer | 6812907856341268920834386336DDEEFF382716 | seq=5; raw=AABBCC; value=hex_wire:AABBCC; more_follows=null
            the question for the fifth piece | 681290785634126812053438633638DA16 | from=master; seq=5
            every error at once | 6812907856341268D401B20D16 | abnormal=true; err_bits=[other error, no requested data, password error or unauthorised, baud rate cannot change, year zones exceeded, day segments exceeded, tariffs exceeded]
            the errors of the security functions | 6812907856341268C3023935B916 | err_bits=[repeated recharge, ESAM verification failed, close or restore failed]
            the same of a meter with one byte | 6812907856341268C301398316 | err_bits=[repeated recharge, ESAM verification failed]
            an address of which four digits are known | 681290AAAAAAAA68110433333433FC16 | address=AAAAAAAA9012; address_kind=wildcard
            a meter with hex digits in its address | 681F90785634A2681104333334330516 | address=A2345678901F; address_kind=null
            a date is written | 681290785634126814103434333735896745AB89674534484459DF16 | password_level=02; operator=78563412; value=26111501
            close until the end of the year | 68129078563412681C1035896745373635344F338C8C56644559E416 | command=1C; command_meaning=direct close; valid_until_YYMMDDhhmmss=261231235959
            trip without a limit | 68129078563412681C1035896745373635344D33CCCCCCCCCCCC3A16 | command_meaning=trip; valid_until_YYMMDDhhmmss=999999999999
            a control word that travels encrypted | 68129078563412681C1CCB33333337363534DEDEDEDEDEDEDEDEDEDEDEDEDEDEDEDEDEDEDEDE5016 | valid=true; command=null
            a load profile of one class | 6812907856341268912535333439D3D34F63455C4459335532323232334333323232323232CB7CDDDDDDDDDDDD36188F16 | fields=~220.0; fields=~49.98; fields=~2611291230
            1997: reactive power has two bytes | 6812907856341268810473E967451316 | protocol=dlt645-1997; value=12.34; unit=kvar
            1997: no item has a sign | 6812907856341268810563E98967C50D16 | protocol=dlt645-1997; value=92.3456
            1997: quadrant IV comes second | 6812907856341268810673C4343333331116 | protocol=dlt645-1997; item=~quadrant IV; value=0.01
            1997: a byte too many | 6812907856341268810743C334353633321816 | protocol=dlt645-1997; value=302.01
            1997: a block of phases | 6812907856341268810852E95335323232329A16 | protocol=dlt645-1997; value=[220, null, null]
            1997: its own error bits | 6812907856341268C101388016 | protocol=dlt645-1997; err_bits=[illegal data, password error]
            1997: the last answer again | 681290785634126803008916 | protocol=dlt645-1997; function=re-read
            CJ/T 188: low byte of DI first | 68106655443322110081161F9005785634122C000000002C0030122911262000005616 | di=901F; di_wire_order=low byte first; current={value=123456.78, unit=m3, unit_code=2C}; time_CCYYMMDDhhmmss=20261129123000
            CJ/T 188: high byte first, litres, no settlement | 6810665544332211008116901F057856341229FFFFFFFF2CFFFFFFFFFFFFFF05FF8A16 | di_wire_order=high byte first; current={value=123456.78, unit=L, unit_code=29}; settlement={value=null, unit=m3, unit_code=2C}; st={raw=05FF, valve=closed, battery_low=true}
            CJ/T 188: a refusal | 681066554433221100C1030503802916 | abnormal=true; ser=5; di=null; st={raw=0380, valve=abnormal, battery_low=false}
            CJ/T 188: digits that are none | 6810665544332211008116901F057856341A2C000000002C0030122911262000005E16 | current={value={bad_bcd=1A345678}, unit=m3, unit_code=2C}
            CJ/T 188: a unit that nobody knows | 6810665544332211008116901F057856341277000000002C003012291126200000A116 | current={value=123456.78, unit=null, unit_code=77}
            CJ/T 188: heat with the unit in front | 682066554433221100812E1F900505785634120578563412173412000035111100002C222200000034000021001234000030122911262000000316 | layout=vendor: unit before value; heat={value=123456.78, unit=kWh, unit_code=05}; power={value=12.34, unit=kW, unit_code=17}; supply_temp_C=34.00
            CJ/T 188: a month ago | 681066554433221100810820D105785634122C9C16 | di=D120; value=123456.78; unit=m3
            CJ/T 188: the valve is to close | 681066554433221100040417A005993A16 | di=A017; valve_command=close
            M-Bus: a negative BCD | 6815156808017278563412430401072A0000000C13785634F21B16 | records=~value=-2345.678000
            M-Bus: digits of an error | 6815156808017278563412430401072A0000000C137856341A4316 | records=~value=1A345678
            M-Bus: maximum, storage 67, tariff 5, subunit 3 | 6817176808017278563412430401072A000000DCD15213785634122E16 | records=~function=Maximum value, storage=67, tariff=5, subunit=3, quantity=Volume, unit=m^3, value=12345.678000
            M-Bus: VIFEs one behind the other | 6817176808017278563412430401072A0000000493A07D01000000BD16 | records=~unit=m^3/s, value=1.000000
            M-Bus: a record error | 6816166808017278563412430401072A00000004931500000000B416 | records=~absent=record error: no data available
            M-Bus: bytes of the maker | 6816166808017278563412430401072A00000001131E0F0102034F16 | records=~function=Manufacturer specific, storage=0, value=01 02 03
            M-Bus: more in the next telegram | 6813136808017278563412430401072A00000001131E1F5916 | more_follows=true
            M-Bus: a day that no calendar has | 6813136808017278563412430401072A000000426C5E324616 | records=~value=2026-02-30, absent=not set
            M-Bus: every hour | 6815156808017278563412430401072A000000046D3F1F5D2B5F16 | records=~absent=not set
            M-Bus: a reserved DIF | 6810106808017278563412430401072A0000003F4716 | valid=false; error=~byte 19 is 3F, which is a reserved DIF; records=[]
            M-Bus: fixed, BCD, litres, stored once | 68131368080173785634120A00E97E01000000350100003816 | records=[{function=Actual value, unit=l, value=1}, {function=Actual value, unit=reserved but historic, value=135}]
            M-Bus: fixed, binary | 68131368080173785634120A03056CFFFFFFFF100000001A16 | records=[{function=Stored value, unit=kWh, value=4294967295}, {function=Stored value, unit=m^3, value=16}]
            M-Bus: the meter is too busy | 68040468080170088116 | abnormal=true; error=the meter reports: application too busy
            M-Bus: encrypted | 6817176808017A2A001005A1B2C3D4E5F60718A1B2C3D4E5F607188A16 | valid=false; records=[]; error=the records from byte 11 on are encrypted (mode 5), and there is no key
            M-Bus: a compact frame | 680B0B680801791234567801020304A016 | valid=false; error=~compact or format frame
            lower case | 6812907856341268910833333433ab896745cc16 | value=123456.78
            blanks | 68 12 90 78 56 34 12 68 91 08 33 33 34 33 AB 89 67 45 CC 16 | value=123456.78
            a digit too many | 6812907856341268910833333433AB896745CC161 | valid=false; error=hex digit at position 40 stands without its pair
            a checksum of the values | 6812907856341268910833333433AB8967453316 | valid=false; error=byte 18 is 33, expected the checksum CC
            cut | 6812907856341268910833333433AB8967 | valid=false; error=truncated: needs at least 20 bytes, has 17
            thirteen wake-up bytes | FEFEFEFEFEFEFEFEFEFEFEFEFE6812907856341268910833333433AB896745CC16 | kind=frame; preamble_fe=13; value=123456.78
            a frame behind a false start | 68686812907856341268910833333433AB896745CC166816 | kind=stream; frames=~value=123456.78
            a broken frame in front of a good one | 6812907856341268910833333433AB89674500166812907856341268910833333433AB896745CC16 | kind=stream; frames=~hex=6812907856341268910833333433AB896745CC16
            """)
    void aFrameSaysWhatTheStandardMeans(String what, String hex, String facts) {
        Map<String, Object> said = decoder.decode(hex);

        for (String fact : facts.split("; ")) {
            String key = fact.substring(0, fact.indexOf('='));
            String value = fact.substring(key.length() + 1);
            String actual = String.valueOf(said.get(key));
            if (value.startsWith("~")) {
                assertThat(actual).as(key).contains(value.substring(1));
            } else {
                assertThat(actual).as(key).isEqualTo(value);
            }
        }
    }
}
