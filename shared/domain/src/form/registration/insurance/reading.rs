//! Section `insurance`: the renewed policy with its proof (S90-S92). The one that
//! staff have looked at before needs none.

use super::InsuranceFields;
use crate::form::registration::Slot;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::{date, policy_number};
use crate::registration::papers::{Insurance, Period, is_proven};

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut InsuranceFields) -> Option<Insurance> {
    let here = reading.case().in_china;
    // S90
    let policy = reading.required_if(here, "policyNo", &mut fields.policy_no, policy_number);
    let starts = reading.required_if(here, "startsOn", &mut fields.starts_on, date);
    let ends = reading.required_if(here, "endsOn", &mut fields.ends_on, date);
    let period = starts.zip(ends).map(|(starts, ends)| Period { starts, ends });
    let insurance = policy.zip(period).map(|(policy, period)| Insurance { policy, period });
    if here {
        // S91
        let known = &reading.case().situation.known.papers.insurance;
        let proven = is_proven(&insurance, known);
        reading.document_unless(proven, Slot::InsuranceProof.name());
    }
    insurance
}
