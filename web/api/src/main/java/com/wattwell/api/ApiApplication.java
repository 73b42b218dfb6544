package com.wattwell.api;

import com.wattwell.api.http.BodyLimit;
import com.wattwell.api.http.KnownParameters;
import com.wattwell.api.http.ProblemMapper;
import com.wattwell.api.http.RecordJson;
import com.wattwell.api.v1.AccountResource;
import com.wattwell.api.v1.AreaResource;
import com.wattwell.api.v1.BatchResource;
import com.wattwell.api.v1.BillResource;
import com.wattwell.api.v1.CalendarResource;
import com.wattwell.api.v1.CollectorKindResource;
import com.wattwell.api.v1.CollectorResource;
import com.wattwell.api.v1.CommandResource;
import com.wattwell.api.v1.CompanyResource;
import com.wattwell.api.v1.CustomerResource;
import com.wattwell.api.v1.FeeControlResource;
import com.wattwell.api.v1.GroupResource;
import com.wattwell.api.v1.JournalEntryResource;
import com.wattwell.api.v1.LineSearchResource;
import com.wattwell.api.v1.LineSearchesResource;
import com.wattwell.api.v1.MerchantAccountResource;
import com.wattwell.api.v1.MessageResource;
import com.wattwell.api.v1.MessageSupplierResource;
import com.wattwell.api.v1.MeterModelResource;
import com.wattwell.api.v1.MeterResource;
import com.wattwell.api.v1.OpenApiResource;
import com.wattwell.api.v1.PaymentOrderResource;
import com.wattwell.api.v1.PaymentResource;
import com.wattwell.api.v1.ProofResource;
import com.wattwell.api.v1.PublicShareResource;
import com.wattwell.api.v1.QuarantineResource;
import com.wattwell.api.v1.ReadingTypeResource;
import com.wattwell.api.v1.RechargeResource;
import com.wattwell.api.v1.RunResource;
import com.wattwell.api.v1.ScheduleResource;
import com.wattwell.api.v1.SettlementRunResource;
import com.wattwell.api.v1.ShiftResource;
import com.wattwell.api.v1.SuspenseResource;
import com.wattwell.api.v1.SwitchingPlanResource;
import com.wattwell.api.v1.TariffResource;
import com.wattwell.api.v1.UsagePointResource;
import com.wattwell.api.v1.UsageResource;
import com.wattwell.api.v1.UserResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Set;

/** The first version of the REST interface: what {@code openapi.yaml} describes. */
@ApplicationPath("/v1")
public class ApiApplication extends Application {

    public static final Set<Class<?>> RESOURCES = Set.of(
            AccountResource.class,
            AreaResource.class,
            BatchResource.class,
            BillResource.class,
            CalendarResource.class,
            CollectorKindResource.class,
            CollectorResource.class,
            CommandResource.class,
            CompanyResource.class,
            CustomerResource.class,
            FeeControlResource.class,
            GroupResource.class,
            JournalEntryResource.class,
            LineSearchResource.class,
            LineSearchesResource.class,
            MerchantAccountResource.class,
            MessageResource.class,
            MessageSupplierResource.class,
            MeterModelResource.class,
            MeterResource.class,
            OpenApiResource.class,
            PaymentOrderResource.class,
            PaymentResource.class,
            ProofResource.class,
            PublicShareResource.class,
            QuarantineResource.class,
            ReadingTypeResource.class,
            RechargeResource.class,
            RunResource.class,
            ScheduleResource.class,
            SettlementRunResource.class,
            ShiftResource.class,
            SuspenseResource.class,
            SwitchingPlanResource.class,
            TariffResource.class,
            UsagePointResource.class,
            UsageResource.class,
            UserResource.class);

    private static final Set<Class<?>> PLUMBING = Set.of(RecordJson.class, BodyLimit.class, KnownParameters.class, ProblemMapper.class);

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new HashSet<>(RESOURCES);
        classes.addAll(PLUMBING);
        return classes;
    }
}
